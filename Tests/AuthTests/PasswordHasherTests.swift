import Glibc
import Testing

@testable import auth

@Suite struct PasswordHasherTests {
    private func withHasher<Value>(_ body: (PasswordHasher) async throws -> Value) async rethrows -> Value {
        let threads = HashingThreads(count: 2, queueLimit: 16)
        defer { threads.close() }
        return try await body(PasswordHasher(threads: threads))
    }

    @Test func respellsAnImportedHashAtTheNextLogin() async throws {
        try await withHasher { hasher in
            let verdict = try await hasher.verify("testpassword123", against: PasswordHashTests.imported)
            guard case .right(let replacement?) = verdict else {
                Issue.record("expected a replacement, got \(verdict)")
                return
            }
            #expect(replacement.phcString.hasPrefix("$scrypt$ln=14,r=8,p=1$"))
            #expect(try await hasher.verify("testpassword123", against: replacement.phcString) == .right(replacement: nil))
        }
    }

    @Test func rehashesWhatWeakerParametersMade() async throws {
        let weak = try PasswordHash(
            hashing: "a fine long password", parameters: #require(ScryptParameters(logCost: 10, blockSize: 8, parallelism: 1)),
            salt: Array("0123456789abcdef".utf8))
        try await withHasher { hasher in
            let verdict = try await hasher.verify("a fine long password", against: weak.phcString)
            guard case .right(let replacement?) = verdict else {
                Issue.record("expected a replacement, got \(verdict)")
                return
            }
            #expect(replacement.isCurrent)
        }
    }

    @Test(arguments: [nil, "unreadable", PasswordHashTests.imported])
    func refusesAWrongPasswordAfterTheSameWork(stored: String?) async throws {
        // One thread, so that its own clock tells what was worked, however busy the machine is.
        let threads = HashingThreads(count: 1, queueLimit: 4)
        defer { threads.close() }
        let hasher = PasswordHasher(threads: threads)
        let start = try await threads.run { threadTime() }
        _ = try await hasher.hash("anything at all")
        let between = try await threads.run { threadTime() }
        #expect(try await hasher.verify("not the password", against: stored) == .wrong)
        let end = try await threads.run { threadTime() }
        #expect(end - between > (between - start) / 4)
    }
}

/// Seconds that the calling thread has worked.
private func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
