import FoundationEssentials

/// From the greeting until a message may be sent.
extension SMTPSession {
    enum Authentication { case plain, user, password }

    mutating func receivedBeforeMail(_ reply: SMTPReply) -> Action {
        switch state {
        case .greeting: greeted(reply)
        case .hello: receivedHello(reply)
        case .plainHello: reply.isPositive ? afterHello() : close(.turnedAway, reply: reply)
        case .startTLS: receivedStartTLS(reply)
        case .authentication(let stage): received(reply, in: stage)
        default: close(.protocolViolation, "a reply that was not asked for")
        }
    }

    /// TLS is established. What the server offered before could have been said by anybody.
    mutating func secured() -> Action {
        guard case .handshake = state else { return close(.protocolViolation, "TLS out of turn") }
        isSecure = true
        capabilities = SMTPCapabilities()
        return sayHello()
    }

    private mutating func greeted(_ reply: SMTPReply) -> Action {
        reply.code == 220 ? sayHello() : close(.turnedAway, reply: reply)
    }

    private mutating func sayHello() -> Action {
        state = .hello
        return command("EHLO \(settings.helloName)")
    }

    private mutating func receivedHello(_ reply: SMTPReply) -> Action {
        if reply.isPositive {
            capabilities = SMTPCapabilities(reply)
            return afterHello()
        }
        // A server of before 1995 knows only HELO.
        guard reply.isPermanent else { return close(.turnedAway, reply: reply) }
        state = .plainHello
        return command("HELO \(settings.helloName)")
    }

    private mutating func afterHello() -> Action {
        guard !isSecure else { return authenticate() }
        switch settings.security {
        case .none, .tls: return authenticate()
        case .required where !capabilities.startTLS: return close(.securityUnavailable, "the server does not offer STARTTLS")
        case .starttls where !capabilities.startTLS: return authenticate()
        case .required, .starttls:
            state = .startTLS
            return command("STARTTLS")
        }
    }

    private mutating func receivedStartTLS(_ reply: SMTPReply) -> Action {
        guard reply.code == 220 else { return close(.securityUnavailable, reply: reply) }
        state = .handshake
        return .startTLS
    }

    private mutating func authenticate() -> Action {
        guard let credentials = settings.credentials else { return becameReady() }
        guard isSecure || settings.security == .none else {
            return close(.securityUnavailable, "the credentials do not go over a connection without TLS")
        }
        if capabilities.mechanisms.contains("PLAIN") {
            state = .authentication(.plain)
            return command("AUTH PLAIN \(credentials.plain)")
        }
        guard capabilities.mechanisms.contains("LOGIN") else {
            return close(.authenticationFailed, "the server offers neither PLAIN nor LOGIN")
        }
        state = .authentication(.user)
        return command("AUTH LOGIN")
    }

    private mutating func received(_ reply: SMTPReply, in stage: Authentication) -> Action {
        if reply.code == 235 { return becameReady() }
        guard reply.code == 334, let credentials = settings.credentials else { return close(.authenticationFailed, reply: reply) }
        switch stage {
        case .user:
            state = .authentication(.password)
            return command(credentials.base64User)
        case .password: return command(credentials.base64Password)
        case .plain: return close(.authenticationFailed, reply: reply)
        }
    }

    private mutating func becameReady() -> Action {
        state = .idle(isUsed: false)
        return .ready
    }

    func command(_ line: String) -> Action { .write(Array("\(line)\r\n".utf8)) }
}
