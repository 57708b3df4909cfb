/// A client's place at the hub, for as long as somebody holds it: a response that is never written must not keep it.
final class LiveSubscription: Sendable {
    let id: LiveClientID
    let hub: LiveHub

    init(_ id: LiveClientID, hub: LiveHub) {
        self.id = id
        self.hub = hub
    }

    deinit { hub.leave(id) }
}
