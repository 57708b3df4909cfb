import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

@testable import gateway

/// A client of a hub without a network between them. It can refuse to take what it is sent.
final class ListeningClient: Sendable {
    private let reader = Mutex(EventStreamReader())
    private let isStuck = Mutex(false)
    private let hasHungUp = Mutex(false)
    let user: UserID
    let token: VerifiedToken

    init(user: UserID = .make(), role: Role = .user) {
        self.user = user
        token = VerifiedToken(user: user, session: .make(), role: role, expires: .now() + .seconds(900))
    }

    var events: [ReceivedEvent] { reader.withLock { $0.events } }
    var names: [String] { events.map(\.name) }
    var lastEventID: String { reader.withLock { $0.lastEventID } }
    var retry: Int? { reader.withLock { $0.retry } }
    var comments: Int { reader.withLock { $0.comments } }
    var wasHungUp: Bool { hasHungUp.withLock { $0 } }

    func getStuck() { isStuck.withLock { $0 = true } }

    /// Listens until the stream ends.
    func listen(_ feed: LiveFeed, after lastEventID: String? = nil) async throws {
        let subscription = try feed.hub.admit(token, token.role) { [self] in hasHungUp.withLock { $0 = true } }
        var session = LiveSession(
            subscription, history: feed.history, user: user, role: token.role, start: LiveStart(lastEventID), metrics: feed.metrics)
        var writer: any ResponseBodyWriter = Writer(client: self)
        try await session.run(&writer)
    }

    private struct Writer: ResponseBodyWriter {
        let client: ListeningClient

        mutating func write(_ buffer: ByteBuffer) async throws {
            while client.isStuck.withLock({ $0 }) {
                if client.wasHungUp { throw ConnectionBroken(underlying: nil) }
                try await Task.sleep(for: .milliseconds(1))
            }
            client.reader.withLock { $0.receive(String(buffer: buffer)) }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
