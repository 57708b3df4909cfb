import Logging
import NIOPosix
import NIOSSL
import Testing

@testable import Mail

@Suite(.timeLimit(.minutes(1))) struct ClientTests {
    private func client(
        _ server: ScriptedServer, _ change: (inout SMTPConfiguration) -> Void = { _ in }
    ) -> SMTPClient {
        var configuration = SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none)
        change(&configuration)
        return SMTPClient(configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: Logger(label: "test"))
    }

    @Test func handsOverAMessage() async throws {
        try await ScriptedServer.with(.opening + .message) { server in
            let reply = try await client(server).send(.sample())
            #expect(reply == SMTPReply(code: 250, lines: ["2.0.0 taken"]))
            #expect(server.heard.last?.contains("\r\n..Hello Zo=C3=AB\r\n") == true)
        }
    }

    @Test func usesAConnectionAgain() async throws {
        try await ScriptedServer.with(.opening + .message + .reset + .message + .reset + .message) { server in
            let client = client(server)
            for _ in 1...3 { try await client.send(.sample()) }
            #expect(server.connectionCount == 1 && client.idleCount == 1)
        }
    }

    @Test func replacesAConnectionThatHasCarriedEnough() async throws {
        try await ScriptedServer.with(.opening + .message + .reset + .message, .opening + .message) { server in
            let client = client(server) { $0.messagesPerConnection = 2 }
            for _ in 1...3 { try await client.send(.sample()) }
            #expect(server.connectionCount == 2)
        }
    }

    @Test func losesNoMessageToAConnectionThatWasClosedWhileIdle() async throws {
        try await ScriptedServer.with(.opening + .message + [.hear("RSET"), .close], .opening + .message) { server in
            let client = client(server)
            try await client.send(.sample())
            try await client.send(.sample())
            #expect(server.connectionCount == 2)
        }
    }

    @Test func goesOnAfterARefusalOverTheSameConnection() async throws {
        let refusal: [ScriptedServer.Line] = [
            .hear("MAIL"), .say("250 ok"), .hear("RCPT TO:<zoe@example.org>"), .say("550 5.1.1 no such user"),
        ]
        try await ScriptedServer.with(.opening + refusal + .reset + .message) { server in
            let client = client(server)
            let error = await #expect(throws: SMTPError.self) { try await client.send(.sample()) }
            #expect(error?.isPermanent == true && error?.reply?.enhancedStatus == "5.1.1")
            try await client.send(.sample())
            #expect(server.connectionCount == 1)
        }
    }

    @Test func opensNoMoreConnectionsThanItMay() async throws {
        let busy = (1...3).reduce([ScriptedServer.Line].opening + [ScriptedServer.Line].message) { script, _ in script + .reset + .message }
        try await ScriptedServer.with(busy, busy) { server in
            let client = client(server)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 { group.addTask { try await client.send(.sample()) } }
                try await group.waitForAll()
            }
            #expect((1...2).contains(server.connectionCount))
        }
    }

    @Test func closesWhatIsIdleForTooLong() async throws {
        try await ScriptedServer.with(.opening + .message + [.hear("QUIT"), .close]) { server in
            let client = client(server) { $0.idleTimeout = .milliseconds(20) }
            try await client.send(.sample())
            while server.heard.last != "QUIT" { try await Task.sleep(for: .milliseconds(2)) }
            #expect(client.idleCount == 0)
        }
    }

    @Test func saysGoodbyeWhenItIsClosed() async throws {
        try await ScriptedServer.with(.opening + .message + [.hear("QUIT"), .close]) { server in
            let client = client(server)
            try await client.send(.sample())
            client.close()
            while server.heard.last != "QUIT" { try await Task.sleep(for: .milliseconds(2)) }
            let error = await #expect(throws: SMTPError.self) { try await client.send(.sample()) }
            #expect(error?.code == .closed)
        }
    }

    @Test func sendsNothingThatIsNoMessage() async throws {
        try await ScriptedServer.with(.opening) { server in
            var message = try MailMessage.sample()
            message.subject = "a\r\nBcc: eve@example.org"
            await #expect(throws: MessageError.self) { try await client(server).send(message) }
            #expect(server.connectionCount == 0)
        }
    }

    @Test func logsInUnderTLS() async throws {
        let certificates = try TestCertificates()
        let script: [ScriptedServer.Line] = [
            .say("220 hi"), .hear("EHLO"), .say("250-x\r\n250 STARTTLS"), .hear("STARTTLS"), .say("220 go"), .startTLS, .hear("EHLO"),
            .say("250-x\r\n250 AUTH PLAIN"), .hear("AUTH PLAIN AG1lAHB3"), .say("235 in"),
        ]
        try await ScriptedServer.with(script + .message, tls: certificates.serverContext()) { server in
            let client = client(server) {
                ($0.security, $0.username, $0.password, $0.caFile) = (.required, "me", "pw", certificates.authority)
            }
            try await client.send(.sample())
            #expect(server.heard.contains("AUTH PLAIN AG1lAHB3"))
        }
    }

    @Test func speaksTLSFromTheFirstByte() async throws {
        let certificates = try TestCertificates()
        try await ScriptedServer.with([.startTLS] + .opening + .message, tls: certificates.serverContext()) { server in
            let client = client(server) { ($0.security, $0.caFile) = (.tls, certificates.authority) }
            try await client.send(.sample())
            #expect(server.heard.last?.contains("Hello Zo=C3=AB") == true)
        }
    }

    @Test func tellsNobodyAnythingWhoseCertificateIsBad() async throws {
        let certificates = try TestCertificates()
        let script: [ScriptedServer.Line] = [
            .say("220 hi"), .hear("EHLO"), .say("250-x\r\n250 STARTTLS"), .hear("STARTTLS"), .say("220 go"), .startTLS, .hear("EHLO"),
        ]
        try await ScriptedServer.with(script, tls: certificates.serverContext()) { server in
            let error = await #expect(throws: SMTPError.self) { try await client(server) { $0.security = .starttls }.send(.sample()) }
            #expect(error?.code == .connectionFailed && error?.step == .handshake)
            #expect(server.heard == server.heard.filter { $0.hasPrefix("EHLO") || $0 == "STARTTLS" } && server.heard.count == 2)
        }
    }
}
