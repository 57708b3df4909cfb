/// Hashes and checks passwords, off the cooperative pool, as `HashingThreads` allows.
struct PasswordHasher: Sendable {
    /// What a password is compared with when there is no account. No password's key is all zero.
    private static let decoy = PasswordHash(
        parameters: .current,
        salt: [UInt8](repeating: 0, count: PasswordHash.saltLength),
        key: [UInt8](repeating: 0, count: PasswordHash.keyLength))

    private let threads: HashingThreads

    init(threads: HashingThreads) {
        self.threads = threads
    }

    /// Throws a 503 problem when too many derivations wait, as `verify` does.
    func hash(_ password: String) async throws -> PasswordHash {
        try await run { try PasswordHash(hashing: password) }
    }

    /// Compares a password with a stored hash, in the spelling it was stored with.
    ///
    /// Without a hash, or with one that cannot be read, the same work is done and the verdict is `wrong`:
    /// the time tells nobody which accounts exist.
    func verify(_ password: String, against stored: String?) async throws -> PasswordVerdict {
        let hash = stored.flatMap(PasswordHash.init(parsing:)) ?? Self.decoy
        return try await run {
            guard try hash.matches(password), hash != Self.decoy else { return .wrong }
            return .right(replacement: try Self.replacement(of: hash, stored: stored, password: password))
        }
    }

    private static func replacement(of hash: PasswordHash, stored: String?, password: String) throws -> PasswordHash? {
        if !hash.isCurrent { return try PasswordHash(hashing: password) }
        // An imported hash of today's strength only changes its spelling: no second derivation.
        return hash.phcString == stored ? nil : hash
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await threads.run(work)
        } catch let busy as HashingBusy {
            throw busy.problem
        }
    }
}
