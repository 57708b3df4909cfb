/// From MAIL FROM to the answer to the final dot.
extension SMTPSession {
    /// Begins with a message. What the server has said that it cannot take is refused without asking.
    mutating func send(_ mail: SMTPMail) -> Action {
        guard case .idle(let isUsed) = state else { return .refused(SMTPError(.connectionLost, at: .reset, "not ready for a message")) }
        if mail.needsUTF8 && !capabilities.utf8 {
            return .refused(SMTPError(.needsUTF8, at: .sender, "the server takes no address beyond ASCII"))
        }
        if let limit = capabilities.maximumSize, mail.content.count > limit {
            return .refused(SMTPError(.tooLarge, at: .sender, "\(mail.content.count) bytes, of which the server takes \(limit)"))
        }
        guard isUsed else { return begin(mail) }
        state = .reset(mail)
        return command("RSET")
    }

    mutating func receivedDuringMail(_ reply: SMTPReply) -> Action {
        switch state {
        case .reset(let mail): return reply.isPositive ? begin(mail) : close(.connectionLost, reply: reply)
        case .sender(let mail):
            guard reply.isPositive else { return refused(reply) }
            state = .recipient(mail)
            return command("RCPT TO:<\(mail.recipient.text)>")
        case .recipient(let mail):
            guard reply.isPositive else { return refused(reply) }
            state = .data(mail)
            return command("DATA")
        case .data(let mail):
            guard reply.code == 354 else { return refused(reply) }
            state = .content
            return .write(mail.stuffed)
        case .content:
            guard reply.isPositive else { return refused(reply) }
            state = .idle(isUsed: true)
            return .accepted(reply)
        default: return close(.protocolViolation, "a reply that was not asked for")
        }
    }

    private mutating func begin(_ mail: SMTPMail) -> Action {
        state = .sender(mail)
        var line = "MAIL FROM:<\(mail.sender.text)>"
        if capabilities.takesSize { line += " SIZE=\(mail.content.count)" }
        if capabilities.eightBit && mail.isEightBit { line += " BODY=8BITMIME" }
        if mail.needsUTF8 { line += " SMTPUTF8" }
        return command(line)
    }

    /// The reply's first digit says whether for good. One that is neither 4 nor 5 is out of turn.
    private mutating func refused(_ reply: SMTPReply) -> Action {
        guard reply.code >= 400 else { return close(.protocolViolation, reply: reply) }
        defer { state = .idle(isUsed: true) }
        return .refused(SMTPError(.refused, at: step, reply: reply))
    }
}
