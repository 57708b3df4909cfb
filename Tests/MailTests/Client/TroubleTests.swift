import Logging
import NIOPosix
import Testing

@testable import Mail

/// Servers that are broken in all the ways that servers are.
@Suite(.timeLimit(.minutes(1))) struct TroubleTests {
    private typealias Line = ScriptedServer.Line

    private func failure(
        _ script: [Line], _ change: @escaping (inout SMTPConfiguration) -> Void = { _ in }
    ) async throws -> SMTPError? {
        try await ScriptedServer.with(script) { server in
            var configuration = SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none)
            change(&configuration)
            let client = SMTPClient(configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: Logger(label: "test"))
            return await #expect(throws: SMTPError.self) { try await client.send(.sample()) }
        }
    }

    /// The conversation up to the reply of a step.
    private static let steps: [(SMTPStep, [Line])] = [
        (.greeting, []),
        (.hello, [.say("220 hi"), .hear("EHLO")]),
        (.sender, .opening + [.hear("MAIL")]),
        (.recipient, .opening + [.hear("MAIL"), .say("250 ok"), .hear("RCPT")]),
        (.data, .opening + [.hear("MAIL"), .say("250 ok"), .hear("RCPT"), .say("250 ok"), .hear("DATA")]),
        (.content, .opening + [.hear("MAIL"), .say("250 ok"), .hear("RCPT"), .say("250 ok"), .hear("DATA"), .say("354 go"), .content]),
    ]

    @Test(arguments: [421, 450, 550]) func isRefusedAtEachStep(code: Int) async throws {
        for (step, script) in Self.steps where step != .hello || code != 550 {
            let error = try #require(try await failure(script + [.say("\(code) no"), .hang]))
            #expect(error.step == step && error.reply?.code == code)
            let isAboutMessage = ![.greeting, .hello].contains(step)
            #expect(error.isPermanent == (code == 550 && isAboutMessage))
            #expect(error.isAboutTheMessage == (code != 421 && isAboutMessage))
        }
    }

    @Test func isHungUpOnAtEachStep() async throws {
        for (step, script) in Self.steps {
            let error = try #require(try await failure(script + [.close]))
            #expect(error.step == step && error.code == (step == .content ? .outcomeUnknown : .connectionLost) && !error.isPermanent)
        }
    }

    @Test func isGreetedOrHungUpOnAtOnceManyTimes() async throws {
        for _ in 1...100 {
            #expect(try await failure([.close])?.step == .greeting)
            #expect(try await failure([.say("554 no"), .close])?.reply?.code == 554)
        }
    }

    @Test func waitsForNobodyForever() async throws {
        for (step, script) in Self.steps {
            let error = try #require(try await failure(script + [.hang]) { $0.timeout = .milliseconds(50) })
            #expect(error.step == step && error.code == (step == .content ? .outcomeUnknown : .timedOut) && !error.isPermanent)
        }
    }

    @Test func hearsGarbageAtEachStep() async throws {
        for (step, script) in Self.steps {
            let error = try #require(try await failure(script + [.say("\u{1}garbage"), .hang]))
            #expect(error.step == step && error.code == .protocolViolation && !error.isPermanent)
        }
    }

    @Test func isHungUpOnInTheMiddleOfTheMessage() async throws {
        let script: [Line] =
            .opening + [.hear("MAIL"), .say("250 ok"), .hear("RCPT"), .say("250 ok"), .hear("DATA"), .say("354 go"), .hear("From"), .close]
        #expect(try await failure(script)?.code == .outcomeUnknown)
    }

    @Test func sendsNothingWithoutTheTLSThatIsRequired() async throws {
        let error = try await failure([.say("220 hi"), .hear("EHLO"), .say("250-x\r\n250 PIPELINING"), .hang]) { $0.security = .required }
        #expect(error?.code == .securityUnavailable && error?.isPermanent == false)
    }

    @Test func findsNobodyThere() async throws {
        let configuration = SMTPConfiguration(host: "127.0.0.1", port: 1, security: .none)
        let client = SMTPClient(configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: Logger(label: "test"))
        let error = await #expect(throws: SMTPError.self) { try await client.send(.sample()) }
        #expect(error?.code == .connectionFailed && error?.isPermanent == false)
    }

    @Test func isCancelledAtOnce() async throws {
        for (_, script) in Self.steps {
            try await ScriptedServer.with(script + [.hang]) { server in
                let configuration = SMTPConfiguration(host: "127.0.0.1", port: server.port, security: .none)
                let client = SMTPClient(
                    configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: Logger(label: "test"))
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await #expect(throws: CancellationError.self) { try await client.send(.sample()) } }
                    while server.heard.count < script.filter(\.isHeard).count || server.connectionCount == 0 { await Task.yield() }
                    group.cancelAll()
                }
            }
        }
    }
}

extension ScriptedServer.Line {
    fileprivate var isHeard: Bool {
        switch self {
        case .hear, .content: true
        default: false
        }
    }
}
