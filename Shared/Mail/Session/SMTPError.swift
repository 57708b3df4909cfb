/// Why a message was not handed over, or not known to be.
package struct SMTPError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// No connection, or none with TLS that can be trusted.
        case connectionFailed
        /// It ended before the message was all sent: the server has not taken it.
        case connectionLost
        /// It ended, or the server fell silent, between the message's end and the answer. The server may have taken it.
        case outcomeUnknown
        case timedOut
        /// The server does not speak SMTP, or not in turn.
        case protocolViolation
        /// TLS is required and not offered, or credentials must not go without it.
        case securityUnavailable
        case authenticationFailed
        /// The server turned us away before it heard of a message.
        case turnedAway
        /// The server refused the sender, the recipient or the content. The reply tells whether for good.
        case refused
        /// An address is not ASCII, and the server takes no others.
        case needsUTF8
        /// Larger than the server takes.
        case tooLarge
        /// The client was closed.
        case closed
    }

    package let code: Code
    package let step: SMTPStep
    package let reply: SMTPReply?
    let detail: String

    init(_ code: Code, at step: SMTPStep, _ detail: String = "", reply: SMTPReply? = nil) {
        self.code = code
        self.step = step
        self.detail = detail
        self.reply = reply
    }

    /// Sending this message again cannot help. A server that turns everybody away is not the message's fault, so that is none.
    package var isPermanent: Bool {
        switch code {
        case .needsUTF8, .tooLarge: true
        case .refused: reply?.isPermanent == true
        default: false
        }
    }

    /// The server did its part; what it says concerns this message, and the connection is as good as before.
    package var isAboutTheMessage: Bool { isPermanent || code == .refused }
}

extension SMTPError: CustomStringConvertible {
    package var description: String {
        let place = step == .connection ? "" : " at \(step.rawValue)"
        let said = reply.map { ": \($0)" } ?? (detail.isEmpty ? "" : ": \(detail)")
        return "\(code.rawValue)\(place)\(said)"
    }
}
