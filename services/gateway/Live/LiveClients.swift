import Contracts
import Redis

/// Everyone who follows events, and how far the streams have been read. A value, kept behind a lock; every method says who has
/// to be woken.
struct LiveClients: Sendable {
    enum Step: Sendable, Equatable {
        case send([LiveQueue.Item])
        case heartbeat(LivePosition)
        case end(LiveEnding)
    }

    struct Effects: Sendable, Equatable {
        /// Whose task may have something to do.
        var woken: [LiveClientID] = []
        /// Whose connection has to be closed, whatever its task is waiting for.
        var abandoned: [LiveClientID] = []

        mutating func merge(_ other: Effects) {
            woken += other.woken
            abandoned += other.abandoned
        }
    }

    let limits: LiveLimits
    private(set) var heads = LivePosition()
    private var followed: Set<LiveSource> = []
    private var isStopping = false
    private var clients: [LiveClientID: LiveClient] = [:]
    private var clientsOfUser: [UserID: Set<LiveClientID>] = [:]
    private var lastNumber = 0

    init(_ limits: LiveLimits) { self.limits = limits }

    var count: Int { clients.count }

    mutating func admit(_ token: VerifiedToken, _ role: Role, now: ContinuousClock.Instant) throws(LiveRefusal) -> LiveClientID {
        guard !isStopping, followed.count == LiveSource.allCases.count else { throw .notFollowing }
        guard clients.count < limits.clients else { throw .tooMany }
        guard clientsOfUser[token.user]?.count ?? 0 < limits.clientsOfUser else { throw .tooManyOfUser }
        lastNumber += 1
        let id = LiveClientID(number: lastNumber)
        clients[id] = LiveClient(token: token, role: role, queue: LiveQueue(limits), lastSent: now)
        clientsOfUser[token.user, default: []].insert(id)
        return id
    }

    /// From now on it gets what comes after the position returned.
    mutating func join(_ id: LiveClientID) -> LivePosition {
        clients[id]?.hasJoined = true
        return heads
    }

    /// Forgets it.
    mutating func leave(_ id: LiveClientID) {
        guard let client = clients.removeValue(forKey: id) else { return }
        clientsOfUser[client.token.user]?.remove(id)
        if clientsOfUser[client.token.user]?.isEmpty == true { clientsOfUser[client.token.user] = nil }
    }

    /// A source is followed from here on. Not the first time, something may have been missed, and everyone is told.
    mutating func follow(_ source: LiveSource, from id: StreamID) -> Effects {
        heads[source] = id
        guard !followed.insert(source).inserted else { return Effects() }
        for id in clients.keys { clients[id]?.queue.reset(heads) }
        return Effects(woken: Array(clients.keys))
    }

    /// The next entry of a source, with its event if it is one.
    mutating func receive(_ id: StreamID, of source: LiveSource, _ event: LiveEvent?) -> Effects {
        heads[source] = id
        guard let event else { return Effects() }
        var effects = Effects()
        for key in candidates(for: event) where clients[key]?.isTold(of: event) == true {
            effects.woken.append(key)
            guard clients[key]?.queue.add(source, id, event) == false else { continue }
            end(key, .slow)
            effects.abandoned.append(key)
        }
        return effects
    }

    /// What the client's task does next; nil when it has to wait.
    mutating func step(of id: LiveClientID, now: ContinuousClock.Instant) -> Step? {
        guard let client = clients[id] else { return .end(.gone) }
        if let ending = client.ending { return .end(ending) }
        guard hasWork(id, now: now) else { return nil }
        clients[id]?.lastSent = now
        let items = clients[id]?.queue.takeAll() ?? []
        return items.isEmpty ? .heartbeat(heads) : .send(items)
    }

    /// Whether its task need not wait.
    func hasWork(_ id: LiveClientID, now: ContinuousClock.Instant) -> Bool {
        guard let client = clients[id] else { return true }
        return client.ending != nil || !client.queue.isEmpty || isDue(client, now)
    }

    /// Ends whoever is not believed any more, takes note of new roles, wakes who is due for a heartbeat, and gives up whose end
    /// has not been taken since the last time.
    /// - Parameter role: nil for a token that counts for nothing.
    mutating func review(now: ContinuousClock.Instant, role: (VerifiedToken) -> Role?) -> Effects {
        var effects = Effects()
        for (id, client) in clients {
            guard client.ending == nil else {
                effects.abandoned.append(id)
                continue
            }
            if let role = role(client.token) {
                clients[id]?.role = role
                if client.hasJoined, isDue(client, now) { effects.woken.append(id) }
            } else {
                end(id, .revoked)
                effects.woken.append(id)
            }
        }
        return effects
    }

    /// Ends everyone, and lets nobody in.
    mutating func stop() -> Effects {
        isStopping = true
        for id in clients.keys { end(id, .stopping) }
        return Effects(woken: Array(clients.keys))
    }

    func ending(of id: LiveClientID) -> LiveEnding? { clients[id].map(\.ending) ?? .gone }

    /// For a heartbeat.
    private func isDue(_ client: LiveClient, _ now: ContinuousClock.Instant) -> Bool {
        now - client.lastSent >= limits.heartbeat
    }

    private mutating func end(_ id: LiveClientID, _ ending: LiveEnding) {
        guard clients[id]?.ending == nil else { return }
        clients[id]?.ending = ending
        clients[id]?.queue = LiveQueue(limits)
    }

    /// Whoever could be told: what is one user's costs nothing for the others.
    private func candidates(for event: LiveEvent) -> [LiveClientID] {
        if case .user(let user) = event.audience { return clientsOfUser[user].map(Array.init) ?? [] }
        return Array(clients.keys)
    }
}
