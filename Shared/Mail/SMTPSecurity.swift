/// How much TLS a connection wants. Where there is TLS, the server's certificate must be good.
package enum SMTPSecurity: String, Sendable, CaseIterable {
    /// Never; credentials, where there are some, go in the clear.
    case none
    /// STARTTLS if the server offers it. Credentials do not go without.
    case starttls
    /// STARTTLS, or nothing is sent.
    case required
    /// From the first byte, on a port of its own.
    case tls
}
