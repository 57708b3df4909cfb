import Crypto

/// Who tries to sign in and from where, as failures are counted by, and how many are too many.
struct LoginAttempt: Sendable {
    let accountKey: String
    /// `nil` where the address is not known.
    let addressKey: String?
    let limits: LoginLimits

    /// - Parameter email: what was typed, whether or not it is an account: both count alike.
    init(email: String, address: String?, limits: LoginLimits) {
        // Digests, because what is typed may be of any length, or be a password in the wrong field.
        accountKey = Self.key("account", email.trimmed.lowercased())
        addressKey = address.map { Self.key("address", $0) }
        self.limits = limits
    }

    func allowed(_ key: String) -> Int { key == accountKey ? limits.perAccount : limits.perAddress }

    private static func key(_ kind: String, _ text: String) -> String {
        "\(kind):\(Base64.encodeURL(SHA256.hash(data: Array(text.utf8))))"
    }
}
