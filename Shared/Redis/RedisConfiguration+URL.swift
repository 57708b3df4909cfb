import FoundationEssentials

extension RedisConfiguration {
    /// Reads one of
    ///
    ///     redis://user:password@host:6379/0
    ///     rediss://user:password@host:6379/0?ca=/path/to/authority.pem
    ///     redis+cluster://user:password@host1:6379,host2:6379/
    ///     redis+sentinel://user:password@sentinel1:26379,sentinel2:26379/master/0?sentinel-user=name&sentinel-password=secret
    ///     unix:///path/to/redis.sock?db=0&user=name&password=secret
    ///
    /// `rediss+cluster` and `rediss+sentinel` are those with TLS. A cluster has no databases but 0. User and password of
    /// `redis+sentinel` are the master's; the sentinels get their own, if any. Everything but the scheme, the path of a socket and
    /// the master's name may be left out. Throws `.invalidConfiguration`; the message never repeats the URL, which may hold a password.
    package init(url: String) throws(RedisError) {
        self.init()
        let (parts, others) = try Self.split(url)
        let words = (parts.scheme ?? "").split(separator: "+", omittingEmptySubsequences: false)
        switch (words.first, words.count) {
        case ("redis", 1...2): break
        case ("rediss", 1...2): tls = TLS(caFile: parts.value(of: "ca"))
        case ("unix", 1):
            try readSocket(parts)
            return
        default: throw Self.invalid(Self.schemes)
        }
        switch words.dropFirst().first {
        case .none where others.isEmpty: try readServer(parts)
        case .none: throw Self.invalid("several hosts are for redis+cluster and redis+sentinel")
        case "cluster": try readCluster(parts, others)
        case "sentinel": try readSentinels(parts, others)
        default: throw Self.invalid(Self.schemes)
        }
    }

    private static let schemes = "the scheme is redis, redis+cluster or redis+sentinel, the same with rediss, or unix"
    private static let sentinelPort = 26_379

    /// URLs have one host: what stands after the first comma is cut out and returned beside it.
    private static func split(_ url: String) throws(RedisError) -> (URLComponents, [Substring]) {
        guard let start = url.firstRange(of: "://")?.upperBound else { throw invalid("not a URL") }
        let end = url[start...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? url.endIndex
        // A comma in a password belongs to it.
        let hosts = url[start..<end].lastIndex(of: "@").map { url.index(after: $0) } ?? start
        let list = url[hosts..<end].split(separator: ",", omittingEmptySubsequences: false)
        let first = url[..<hosts] + (list.first ?? "") + url[end...]
        guard let parts = URLComponents(string: String(first)) else { throw invalid("not a URL") }
        return (parts, Array(list.dropFirst()))
    }

    private mutating func readServer(_ parts: URLComponents) throws(RedisError) {
        let address = try Self.address(parts, host: host, port: port)
        (host, port) = (address.host, address.port)
        readIdentity(parts)
        database = try Self.database(String(parts.path.drop { $0 == "/" }).nonEmpty)
    }

    private mutating func readCluster(_ parts: URLComponents, _ others: [Substring]) throws(RedisError) {
        topology = .cluster(seeds: try Self.addresses(parts, others, port: port))
        readIdentity(parts)
        guard try Self.database(String(parts.path.drop { $0 == "/" }).nonEmpty) == 0 else {
            throw Self.invalid("a cluster has no database but 0")
        }
    }

    private mutating func readSentinels(_ parts: URLComponents, _ others: [Substring]) throws(RedisError) {
        let path = parts.path.split(separator: "/").map(String.init)
        guard let master = path.first, path.count <= 2 else {
            throw Self.invalid("redis+sentinel needs the master's name as its path")
        }
        topology = .sentinel(
            .init(
                addresses: try Self.addresses(parts, others, port: Self.sentinelPort), master: master,
                username: parts.value(of: "sentinel-user"), password: parts.value(of: "sentinel-password")))
        readIdentity(parts)
        database = try Self.database(path.dropFirst().first)
    }

    private mutating func readSocket(_ parts: URLComponents) throws(RedisError) {
        guard parts.path.hasPrefix("/") else { throw Self.invalid("unix: needs the absolute path of a socket") }
        unixSocketPath = parts.path
        username = parts.value(of: "user")
        password = parts.value(of: "password")
        database = try Self.database(parts.value(of: "db"))
    }

    private mutating func readIdentity(_ parts: URLComponents) {
        username = parts.user?.nonEmpty
        password = parts.password?.nonEmpty
    }

    private static func addresses(
        _ parts: URLComponents, _ others: [Substring], port: Int
    ) throws(RedisError) -> [RedisAddress] {
        var addresses = [try address(parts, host: "127.0.0.1", port: port)]
        for other in others {
            guard !other.isEmpty, let more = URLComponents(string: "redis://\(other)") else { throw invalid("a host is missing") }
            addresses.append(try address(more, host: "127.0.0.1", port: port))
        }
        return addresses
    }

    private static func address(_ parts: URLComponents, host: String, port: Int) throws(RedisError) -> RedisAddress {
        let port = parts.port ?? port
        guard (1...65535).contains(port) else { throw invalid("the port is 1 to 65535") }
        return RedisAddress(parts.host?.nonEmpty?.trimmingBrackets() ?? host, port)
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
