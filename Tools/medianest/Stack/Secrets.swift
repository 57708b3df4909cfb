import Contracts

/// Passwords that nobody has to know: made at the first start and kept in the data folder.
struct Secrets: Codable, Sendable, Equatable {
    static let operatorUser = "operator"

    private(set) var redis: [String: String] = [:]
    private(set) var postgres: [String: String] = [:]

    /// Reads the file, adds what is missing, and writes it again if anything was. Losing the file is no harm: the servers
    /// are told the passwords at each start.
    static func load(_ path: String) throws(CommandError) -> Secrets {
        var secrets = try PrivateFile.read(Secrets.self, from: path) ?? Secrets()
        let before = secrets
        secrets.redis.addMissing(ServiceName.allCases.map(\.rawValue) + [operatorUser])
        secrets.postgres.addMissing(ServiceRole.all.map(\.name))
        if secrets != before { try PrivateFile.write(json: secrets, to: path) }
        return secrets
    }

    /// 256 random bits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let text = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}

extension [String: String] {
    fileprivate mutating func addMissing(_ names: [String]) {
        for name in names where self[name] == nil { self[name] = Secrets.make() }
    }
}
