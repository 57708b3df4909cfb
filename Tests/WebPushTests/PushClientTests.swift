import Contracts
import Crypto
import NIOCore
import NIOHTTP1
import Testing

@testable import WebPush

@Suite(.timeLimit(.minutes(1))) struct PushClientTests {
    private static let message = PushMessage(Array("hello".utf8), timeToLive: .seconds(90), urgency: .high, topic: "digest")

    private let recipient: PushRecipient

    init() throws {
        let key = P256.KeyAgreement.PrivateKey().publicKey
        recipient = try PushRecipient(
            p256dh: Base64URL.encode([UInt8](key.x963Representation)), auth: Base64URL.encode(Array(repeating: 1, count: 16)))
    }

    /// Delivers the message to `url`, whose host is the stub, whatever it is called.
    private func deliver(
        _ service: StubPushService, _ url: String = "http://push.example/send?id=1", also: [SocketAddress] = [],
        allowsPrivate: Bool = true, limit: Duration = .seconds(20)
    ) async throws -> PushOutcome {
        let check = EndpointCheck(EndpointPolicy(allowsPrivate: allowsPrivate), StubResolver(also + [service.address]))
        let tokens = VapidTokens(try VapidIdentity(subject: "mailto:admin@example.org"))
        let client = try PushClient(tokens, check, eventLoop: service.eventLoop, limit: limit)
        return await client.deliver(Self.message, to: try #require(PushEndpoint(url)), for: recipient)
    }

    @Test func aMessageArrivesAtTheAddressThatWasCheckedUnderTheNameOfItsHost() async throws {
        try await StubPushService.running((201, [:])) { service in
            let outcome = try await deliver(service)
            #expect(outcome == .delivered)
            let request = try #require(service.received.first)
            #expect(request.head.method == .POST && request.head.uri == "/send?id=1")
            let headers = request.head.headers
            #expect(headers["Host"] == ["push.example"] && headers["Content-Encoding"] == ["aes128gcm"])
            #expect(headers["TTL"] == ["90"] && headers["Urgency"] == ["high"] && headers["Topic"] == ["digest"])
            #expect(headers["Authorization"].first?.hasPrefix("vapid t=") == true)
            #expect(request.body.count == 108)
        }
    }

    @Test func itsAnswerIsTold() async throws {
        try await StubPushService.running((410, [:])) { service in
            let outcome = try await deliver(service)
            #expect(outcome == .gone)
        }
        try await StubPushService.running((429, ["Retry-After": "9"])) { service in
            let outcome = try await deliver(service)
            #expect(outcome == .slowDown(.seconds(9)))
        }
        try await StubPushService.running((500, [:])) { service in
            let outcome = try await deliver(service)
            #expect(outcome == .failed("the push service answered 500"))
        }
    }

    @Test func aRedirectionIsNotFollowed() async throws {
        try await StubPushService.running((307, ["Location": "http://127.0.0.1/"])) { service in
            let outcome = try await deliver(service)
            #expect(outcome == .refused("the push service answered 307"))
            #expect(service.received.count == 1)
        }
    }

    @Test func aServiceThatSaysNothingIsNotWaitedForForever() async throws {
        try await StubPushService.running(nil) { service in
            let outcome = try await deliver(service, limit: .milliseconds(100))
            #expect(outcome == .failed("no answer in time"))
        }
    }

    @Test func aServiceThatSaysTooMuchIsCutOff() async throws {
        let headers = HTTPHeaders((0..<200).map { ("X-\($0)", String(repeating: "a", count: 1000)) })
        try await StubPushService.running((201, headers)) { service in
            guard case .failed = try await deliver(service) else {
                Issue.record("it was read")
                return
            }
        }
    }

    @Test func theNextAddressIsTriedWhereOneDoesNotAnswer() async throws {
        try await StubPushService.running((201, [:])) { service in
            // Nobody listens at port 1.
            let closed = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
            let outcome = try await deliver(service, also: [closed])
            #expect(outcome == .delivered)
        }
    }

    @Test func aPrivateAddressIsNeverConnectedTo() async throws {
        try await StubPushService.running((201, [:])) { service in
            let outcome = try await deliver(service, "https://push.example/", allowsPrivate: false)
            #expect(outcome == .refused("the endpoint must be at a public address"))
            #expect(service.received.isEmpty)
        }
    }

    @Test func tlsIsNotLeftOut() async throws {
        try await StubPushService.running((201, [:])) { service in
            guard case .failed = try await deliver(service, "https://push.example/") else {
                Issue.record("it spoke in the clear")
                return
            }
            #expect(service.received.isEmpty)
        }
    }
}
