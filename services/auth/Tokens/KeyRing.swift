import FoundationEssentials

/// Which signing keys exist, and what each is good for at a given time. Knows no clock and no store.
struct KeyRing: Sendable, Equatable {
    /// Oldest first.
    let keys: [SigningKey]

    init(_ keys: [SigningKey]) {
        self.keys = keys.sorted { ($0.activeFrom, $0.id) < ($1.activeFrom, $1.id) }
    }

    /// The newest key that is active. Before the first one is, the first.
    func signing(at now: Date) -> SigningKey? {
        keys.last { $0.activeFrom <= now } ?? keys.first
    }

    /// The keys that a token may still be signed with: those to come, the active one, and the retired ones while their tokens live.
    func verifying(at now: Date, tokenLifetime: TimeInterval) -> [SigningKey] {
        guard let active = keys.lastIndex(where: { $0.activeFrom <= now }) else { return keys }
        return keys.indices.filter { index in
            index >= active || keys[index + 1].activeFrom.addingTimeInterval(tokenLifetime) > now
        }.map { keys[$0] }
    }

    /// Whether it is time to make another key: there is none, or the newest has signed for `interval`.
    func isRotationDue(at now: Date, interval: TimeInterval) -> Bool {
        guard let newest = keys.last else { return true }
        return newest.activeFrom.addingTimeInterval(interval) <= now
    }
}
