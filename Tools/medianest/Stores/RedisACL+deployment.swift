extension RedisACL {
    /// Who signs in to the Redis that may forget: gateways alone keep answers there.
    static let cacheUsers = ["gateway", Secrets.operatorUser]

    /// The file for the Redis of streams and jobs, where it runs by itself.
    static func streams(passwords: [String: String]) -> String { file(passwords: passwords) + probe }

    /// The file for the Redis of caches: no streams, no channels, no scripts.
    static func cache(passwords: [String: String]) -> String {
        let gateway = ["reset", "on", "#\(digest(passwords["gateway"] ?? ""))", "~mn:cache:*"] + cacheCommands
        let operators = ["reset", "on", "#\(digest(passwords[Secrets.operatorUser] ?? ""))", "~mn:cache:*"]
        return """
            user default reset off
            user gateway \(gateway.joined(separator: " "))
            user \(Secrets.operatorUser) \((operators + ["+@read", "+@connection", "-@dangerous", "+info"]).joined(separator: " "))
            \(probe)
            """
    }

    private static let cacheCommands = ["+get", "+set", "+info", "+ping", "+select", "+client|setname"]

    /// Whoever asks whether the server answers needs no password, and can do nothing else.
    private static let probe = "user probe reset on nopass +ping\n"
}
