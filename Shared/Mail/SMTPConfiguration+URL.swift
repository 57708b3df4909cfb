import FoundationEssentials

extension SMTPConfiguration {
    /// What is wrong with a URL; never the URL, which may hold a password.
    package struct BadURL: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// Reads one of
    ///
    ///     smtp://user:password@host:587?tls=starttls|required|none&ca=/path/to/authority.pem
    ///     smtps://user:password@host:465?ca=/path/to/authority.pem
    ///
    /// Everything but scheme and host may be left out; `starttls` is what goes without saying.
    package init(url: String) throws(BadURL) {
        guard let parts = URLComponents(string: url) else { throw BadURL(description: "not a URL") }
        guard parts.scheme == "smtp" || parts.scheme == "smtps" else { throw BadURL(description: "the scheme is smtp or smtps") }
        guard let host = parts.host?.trimmingBrackets, !host.isEmpty else { throw BadURL(description: "it names no host") }
        let isTLS = parts.scheme == "smtps"
        self.init(host: host, port: parts.port ?? (isTLS ? 465 : 587), security: isTLS ? .tls : .starttls)
        guard (1...65_535).contains(port) else { throw BadURL(description: "the port is 1 to 65535") }
        try readQuery(parts.queryItems ?? [])
        try readCredentials(parts)
    }

    private mutating func readQuery(_ items: [URLQueryItem]) throws(BadURL) {
        for item in items {
            switch item.name {
            case "tls" where security != .tls:
                guard let wanted = SMTPSecurity(rawValue: item.value ?? ""), wanted != .tls else {
                    throw BadURL(description: "tls is starttls, required or none")
                }
                security = wanted
            case "ca": caFile = item.value
            default: throw BadURL(description: "it has a query that means nothing here")
            }
        }
    }

    private mutating func readCredentials(_ parts: URLComponents) throws(BadURL) {
        guard let user = parts.user, !user.isEmpty else {
            if parts.password?.isEmpty == false { throw BadURL(description: "it has a password and no user") }
            return
        }
        // NUL separates the two in AUTH PLAIN.
        guard !"\(user)\(parts.password ?? "")".unicodeScalars.contains("\0") else {
            throw BadURL(description: "a NUL in the user or password")
        }
        username = user
        password = parts.password
    }
}

extension String {
    fileprivate var trimmingBrackets: String { hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self }
}
