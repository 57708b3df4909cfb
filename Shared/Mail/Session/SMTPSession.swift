/// The client's side of one SMTP connection, as a value: what happened goes in, what to do comes out (RFC 5321).
///
/// One command is out at a time. After a message, whatever became of it, the next begins with RSET, which shows too whether the
/// connection is still there before anything is at stake.
struct SMTPSession {
    enum Action: Equatable {
        case write([UInt8])
        /// Then tell `secured()`.
        case startTLS
        /// A message may be sent.
        case ready
        case accepted(SMTPReply)
        /// The connection is as good as before.
        case refused(SMTPError)
        case close(SMTPError)
    }

    enum State {
        case greeting
        case hello
        case plainHello
        case startTLS
        case handshake
        case authentication(Authentication)
        case idle(isUsed: Bool)
        case reset(SMTPMail)
        case sender(SMTPMail)
        case recipient(SMTPMail)
        case data(SMTPMail)
        case content
        case closed
    }

    var settings: SMTPSessionSettings
    var state = State.greeting
    var capabilities = SMTPCapabilities()
    var isSecure: Bool
    private var parser = SMTPReplyParser()

    init(_ settings: SMTPSessionSettings) {
        self.settings = settings
        isSecure = settings.security == .tls
    }

    /// What to do about these bytes, in order.
    mutating func received(_ bytes: some Sequence<UInt8>) -> [Action] {
        do throws(SMTPFault) {
            var actions: [Action] = []
            for (index, reply) in try parser.received(bytes).enumerated() {
                // Only a farewell may come unasked.
                guard index == 0 || reply.code == 421 else { throw SMTPFault("a reply that was not asked for") }
                actions.append(received(reply))
            }
            // Somebody on the line could put in plain text what would be read as said under TLS.
            if case .handshake = state, parser.isInside { throw SMTPFault("more than the answer to STARTTLS") }
            return actions
        } catch {
            return [close(.protocolViolation, error.reason)]
        }
    }

    private mutating func received(_ reply: SMTPReply) -> Action {
        if reply.code == 421 { return turnedAway(reply) }
        switch state {
        case .greeting, .hello, .plainHello, .startTLS, .handshake, .authentication: return receivedBeforeMail(reply)
        case .idle, .closed: return close(.protocolViolation, "a reply that was not asked for")
        case .reset, .sender, .recipient, .data, .content: return receivedDuringMail(reply)
        }
    }

    /// The connection is gone; what that means for who waits.
    mutating func connectionLost(_ reason: String = "the server closed the connection") -> SMTPError {
        ended(.connectionLost, reason)
    }

    /// The current step took too long.
    mutating func timedOut() -> SMTPError { ended(.timedOut, "no answer in time") }

    private mutating func ended(_ code: SMTPError.Code, _ reason: String) -> SMTPError {
        defer { state = .closed }
        switch step {
        case .content: return SMTPError(.outcomeUnknown, at: .content, reason)
        case .handshake: return SMTPError(.connectionFailed, at: .handshake, reason)
        default: return SMTPError(code, at: step, reason)
        }
    }

    mutating func close(_ code: SMTPError.Code, _ detail: String = "", reply: SMTPReply? = nil) -> Action {
        defer { state = .closed }
        return .close(SMTPError(code, at: step, detail, reply: reply))
    }

    /// "421 closing": about a message it is a refusal for now, before one the server turns us away.
    private mutating func turnedAway(_ reply: SMTPReply) -> Action {
        switch step {
        case .sender, .recipient, .data, .content: close(.connectionLost, reply: reply)
        default: close(.turnedAway, reply: reply)
        }
    }
}
