/// A password as it is stored: the derived key and everything needed to derive it again.
struct PasswordHash: Equatable, Sendable {
    static let saltLength = 16
    static let keyLength = 32

    let parameters: ScryptParameters
    let salt: [UInt8]
    let key: [UInt8]

    /// Derives a hash with today's parameters and a salt of its own. Slow: on `HashingThreads` only.
    init(hashing password: String) throws {
        var random = SystemRandomNumberGenerator()
        try self.init(hashing: password, parameters: .current, salt: random.bytes(Self.saltLength))
    }

    /// Derives a hash with given parameters. Slow: on `HashingThreads` only.
    init(hashing password: String, parameters: ScryptParameters, salt: [UInt8]) throws {
        let key = try parameters.derive(password: Array(password.utf8), salt: salt, length: Self.keyLength)
        self.init(parameters: parameters, salt: salt, key: key)
    }

    init(parameters: ScryptParameters, salt: [UInt8], key: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }

    /// Whether today's parameters would have made a hash of this strength.
    var isCurrent: Bool {
        parameters == .current && salt.count == Self.saltLength && key.count == Self.keyLength
    }

    /// Derives the key of `password` and compares it in constant time. Slow: on `HashingThreads` only.
    func matches(_ password: String) throws -> Bool {
        let derived = try parameters.derive(password: Array(password.utf8), salt: salt, length: key.count)
        return derived.equalsInConstantTime(key)
    }
}
