import Contracts
import JSON
import Logging
import NIOCore
import Resilience
import WebPush

/// Sends notifications to browsers, through whichever push service each of them uses.
struct PushService: Sendable {
    /// What a device that was away so long does not need to hear any more.
    static let timeToLive: Duration = .seconds(86_400)

    let publicKey: String
    let check: EndpointCheck
    private let client: PushClient
    private let breakers: PushBreakers

    /// - Throws: when the certificates that the settings name cannot be read.
    init(_ identity: VapidIdentity, _ settings: PushSettings, eventLoop: any EventLoop, logger: Logger) throws {
        publicKey = identity.publicKey
        check = EndpointCheck(EndpointPolicy(allowsPrivate: settings.allowsPrivate), SystemResolver(eventLoop: eventLoop))
        breakers = PushBreakers { origin, transition in
            logger.notice("breaker", metadata: ["service": "\(origin)", "mode": "\(transition.to)", "reason": "\(transition.reason)"])
        }
        client = try PushClient(
            VapidTokens(identity), check, eventLoop: eventLoop, authorities: settings.authorities, limit: settings.limit)
    }

    /// - Throws: `BreakerOpen`, at once, while the push service fails.
    func send(_ notification: Notification, to endpoint: PushEndpoint, for recipient: PushRecipient) async throws(BreakerOpen)
        -> PushOutcome
    {
        let permit = try breakers.breaker(of: endpoint.origin).admit()
        let outcome = await client.deliver(.init(notification), to: endpoint, for: recipient)
        // A refusal and a wish for time are answers of a service that works.
        if case .failed = outcome { permit.failed() } else { permit.succeeded() }
        return outcome
    }
}

extension PushMessage {
    /// The notification as the API shows it. A message that arrives twice is one: the push service knows it by its topic, the
    /// browser by its id.
    fileprivate init(_ notification: Notification) {
        let topic = notification.id.description.filter { $0 != "-" }
        self.init(
            notification.jsonBytes(), timeToLive: PushService.timeToLive, urgency: notification.type == .newMedia ? .low : .normal,
            topic: topic)
    }
}
