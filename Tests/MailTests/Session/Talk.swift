@testable import Mail

/// A session, and what it did so far, as text.
struct Talk {
    var session: SMTPSession
    var done: [String] = []

    init(_ security: SMTPSecurity = .none, user: String? = nil) {
        session = SMTPSession(
            SMTPSessionSettings(helloName: "me", security: security, credentials: user.map { .init(user: $0, password: "pw") }))
    }

    mutating func hear(_ text: String) {
        for action in session.received(Array(text.utf8)) { did(action) }
    }

    mutating func send(_ mail: SMTPMail) { did(session.send(mail)) }

    mutating func secured() { did(session.secured()) }

    private mutating func did(_ action: SMTPSession.Action) {
        switch action {
        case .write(let bytes): done.append(String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "⏎"))
        case .startTLS: done.append("TLS")
        case .ready: done.append("ready")
        case .accepted(let reply): done.append("accepted \(reply.code)")
        case .refused(let error): done.append("refused \(error)")
        case .close(let error): done.append("close \(error)")
        }
    }
}

extension SMTPMail {
    static func to(_ recipient: String = "you@b.c", _ content: String = ".hi\r\n") throws -> SMTPMail {
        SMTPMail(sender: try MailAddress("me@a.b"), recipient: try MailAddress(recipient), content: Array(content.utf8))
    }
}
