/// Where mail is handed over, who we are there, and how patient we are.
package struct SMTPConfiguration: Sendable {
    package var host: String
    package var port: Int
    package var username: String?
    package var password: String?
    package var security: SMTPSecurity
    /// A PEM file with the certificates to trust; the system's when nil.
    package var caFile: String?
    /// For the connection, and for each step of the conversation.
    package var timeout: Duration = .seconds(30)
    /// Messages in flight; others wait.
    package var maximumConnections = 2
    /// A connection that nobody used for so long is closed.
    package var idleTimeout: Duration = .seconds(30)
    /// Then a connection is replaced: servers dislike those that never end.
    package var messagesPerConnection = 100

    package init(host: String, port: Int, security: SMTPSecurity = .starttls) {
        self.host = host
        self.port = port
        self.security = security
    }

    /// For the answer to the final dot: giving up early is how a message comes to be sent twice (RFC 5321, 4.5.3.2.6 asks for
    /// ten minutes, twice what it asks for other steps).
    var contentTimeout: Duration { timeout * 2 }

    var credentials: SMTPSessionSettings.Credentials? {
        username.map { .init(user: $0, password: password ?? "") }
    }
}

extension SMTPConfiguration: CustomStringConvertible, CustomReflectable {
    /// The address without the secrets.
    package var description: String {
        "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)\(security == .tls ? "" : "?tls=\(security.rawValue)")"
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
