import Foundation
import TestSupport
import Testing

@testable import medianest

@Suite struct DataFolderTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "mn-data-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test func pathsBecomeAbsoluteAndPlain() {
        #expect(DataFolder.absolute("/a/./b/../c/") == "/a/c")
        #expect(DataFolder("x").path.hasSuffix("/x"))
    }

    @Test func aDeepFolderHasItsSocketsElsewhere() {
        let deep = DataFolder("/tmp/" + String(repeating: "d/", count: 50))
        #expect((deep.postgresSockets + "/.s.PGSQL.5432").utf8.count <= 107)
    }

    @Test func aSecondSystemIsRefusedUntilTheFirstIsGone() async throws {
        try await withFolder { path in
            let folder = DataFolder(path)
            try folder.make()
            var first: FolderLock? = try FolderLock(folder)
            #expect(throws: CommandError.self) { try FolderLock(folder) }
            withExtendedLifetime(first) {}
            first = nil
            // A child that another test starts at this moment holds the file, too, until it runs its own program.
            try await eventually { (try? FolderLock(folder)) != nil }
        }
    }

    @Test func secretsAreMadeOnceAndAreNobodyElsesBusiness() async throws {
        try await withFolder { path in
            let file = "\(path)/secrets.json"
            let made = try Secrets.load(file)
            #expect(try Secrets.load(file) == made)
            #expect(made.redis.count == 6 && made.postgres.count == 4)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func aPasswordFileGetsWhatItLacks() async throws {
        try await withFolder { path in
            let file = "\(path)/passwords"
            try "# ours\nmedia=of mine=1\n".write(toFile: file, atomically: true, encoding: .utf8)
            let passwords = try PasswordFile.load(file)
            #expect(passwords["media"] == "of mine=1" && passwords.count == 4)
            #expect(try PasswordFile.load(file) == passwords)
            #expect(throws: CommandError.self) { try PasswordFile.parse("nobody=1", file) }
        }
    }

    @Test func theDatabaseOfAURLCanBeReplaced() throws {
        let moved = try PostgresURL.replacingDatabase(of: "postgresql://u:p@h:5/a?x=y/z", with: "b")
        #expect(moved == "postgresql://u:p@h:5/b?x=y/z")
        #expect(try PostgresURL.replacingDatabase(of: "postgresql:///?host=/run", with: "b") == "postgresql:///b?host=/run")
    }
}
