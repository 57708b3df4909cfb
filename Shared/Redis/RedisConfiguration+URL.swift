import FoundationEssentials

extension RedisConfiguration {
    /// Reads one of
    ///
    ///     redis://user:password@host:6379/0
    ///     rediss://user:password@host:6379/0?ca=/path/to/authority.pem
    ///     unix:///path/to/redis.sock?db=0&user=name&password=secret
    ///
    /// Everything but the scheme, and the path of a socket, may be left out.
    /// Throws `.invalidConfiguration`; the message never repeats the URL, which may hold a password.
    package init(url: String) throws(RedisError) {
        self.init()
        guard let parts = URLComponents(string: url) else { throw Self.invalid("not a URL") }
        switch parts.scheme {
        case "redis": try readServer(parts)
        case "rediss":
            tls = TLS(caFile: parts.value(of: "ca"))
            try readServer(parts)
        case "unix": try readSocket(parts)
        default: throw Self.invalid("the scheme is redis, rediss or unix")
        }
    }

    private mutating func readServer(_ parts: URLComponents) throws(RedisError) {
        if let host = parts.host, !host.isEmpty { self.host = host.trimmingBrackets() }
        port = parts.port ?? port
        guard (1...65535).contains(port) else { throw Self.invalid("the port is 1 to 65535") }
        username = parts.user?.nonEmpty
        password = parts.password?.nonEmpty
        database = try Self.database(String(parts.path.drop { $0 == "/" }).nonEmpty)
    }

    private mutating func readSocket(_ parts: URLComponents) throws(RedisError) {
        guard parts.path.hasPrefix("/") else { throw Self.invalid("unix: needs the absolute path of a socket") }
        unixSocketPath = parts.path
        username = parts.value(of: "user")
        password = parts.value(of: "password")
        database = try Self.database(parts.value(of: "db"))
    }

    private static func database(_ text: String?) throws(RedisError) -> Int {
        guard let text else { return 0 }
        guard let number = Int(text), number >= 0 else { throw invalid("the database is a number from 0") }
        return number
    }

    private static func invalid(_ why: String) -> RedisError {
        RedisError(.invalidConfiguration, "Redis URL: \(why)")
    }
}

extension URLComponents {
    fileprivate func value(of name: String) -> String? {
        queryItems?.first { $0.name == name }?.value?.nonEmpty
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }

    fileprivate func trimmingBrackets() -> String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
