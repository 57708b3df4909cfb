extension SMTPSession {
    /// Where the conversation is; nothing is waited for while it is idle.
    var step: SMTPStep {
        switch state {
        case .greeting: .greeting
        case .hello, .plainHello: .hello
        case .startTLS: .startTLS
        case .handshake: .handshake
        case .authentication: .authentication
        case .idle, .closed: .idle
        case .reset: .reset
        case .sender: .sender
        case .recipient: .recipient
        case .data: .data
        case .content: .content
        }
    }
}
