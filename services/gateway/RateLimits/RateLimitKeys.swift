/// Every Redis key of the rate limits, in one place. Each is a hash tag as a whole: a script touches one key, and the keys of
/// many callers spread over a cluster. The ACL names `mn:{limit:*}`, which only the gateway may use.
enum RateLimitKeys {
    static func bucket(_ key: RateLimitKey) -> String { "mn:{limit:\(key.rule.rawValue):\(key.subject)}" }
}

extension RateLimitKey.Subject: CustomStringConvertible {
    var description: String {
        switch self {
        case .user(let id): id.description
        case .network(let network): network.description
        }
    }
}
