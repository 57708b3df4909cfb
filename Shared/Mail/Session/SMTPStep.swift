/// Where in the conversation something happened. Each step has a deadline of its own.
package enum SMTPStep: String, Sendable {
    case connection
    case greeting
    case hello = "EHLO"
    case startTLS = "STARTTLS"
    case handshake = "TLS handshake"
    case authentication = "AUTH"
    case idle
    case reset = "RSET"
    case sender = "MAIL FROM"
    case recipient = "RCPT TO"
    case data = "DATA"
    /// The message is on its way, up to and with the answer to its final dot.
    case content
}
