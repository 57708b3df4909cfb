import NIOCore

/// What a client knows of its cluster, as a value: what was heard goes in, what to do comes out.
struct ClusterTopology: Sendable {
    /// While something is wrong, the map is asked for so often; else now and then, for what nobody told.
    static let urgentInterval = TimeAmount.milliseconds(250)
    static let calmInterval = TimeAmount.seconds(10)
    /// However many ask for it at once.
    static let shortestInterval = TimeAmount.milliseconds(50)

    private(set) var map = SlotMap()
    /// Grows with each change after which a server may be another one, or may have forgotten something.
    private(set) var generation = 0
    private var troubled: Set<RedisAddress> = []
    private var isDoubted = false
    private var isFailing = false
    private var isRefreshing = false
    private var lastRefresh: NIODeadline?

    func owner(of slot: HashSlot?) -> RedisAddress? { slot.map { map.owner(of: $0) } ?? map.first }

    /// No node that is needed is known to be away.
    var isWhole: Bool { !map.masters.isEmpty && troubled.isEmpty }

    func isTroubled(_ address: RedisAddress) -> Bool { troubled.contains(address) }

    struct MapAction: Equatable {
        /// Whether some slot has another owner.
        var hasChanged: Bool
        /// Open connections to others than these are of no use.
        var masters: Set<RedisAddress>
    }

    mutating func received(_ new: SlotMap) -> MapAction {
        let hasChanged = !new.agrees(with: map)
        if hasChanged { generation += 1 }
        map = new
        troubled.formIntersection(new.masters)
        return MapAction(hasChanged: hasChanged, masters: Set(new.masters))
    }

    /// A MOVED: the map holds at once for this slot, and is asked for, because where one has moved more have.
    mutating func moved(_ slot: HashSlot, to address: RedisAddress) -> Bool {
        isDoubted = true
        guard map.move(slot, to: address) else { return false }
        generation += 1
        return true
    }

    /// Something did not go as it should: a node without an answer, a slot without a master.
    mutating func doubted() { isDoubted = true }

    mutating func nodeReady(_ address: RedisAddress) {
        troubled.remove(address)
        // Behind the new connection may be a server that was started again.
        generation += 1
    }

    mutating func nodeLost(_ address: RedisAddress) {
        isDoubted = true
        if map.masters.contains(address) { troubled.insert(address) }
    }

    /// Whether to ask for the map now; if so, `refreshed` follows.
    mutating func refreshDue(now: NIODeadline) -> Bool {
        guard !isRefreshing else { return false }
        (isRefreshing, isDoubted) = (true, false)
        lastRefresh = now
        return true
    }

    /// Whether a map was received.
    mutating func refreshed(_ succeeded: Bool) { (isRefreshing, isFailing) = (false, !succeeded) }

    /// How long from now the next refresh is due; nil while one is under way.
    func untilRefresh(now: NIODeadline) -> TimeAmount? {
        guard !isRefreshing else { return nil }
        guard let lastRefresh else { return .zero }
        let isUrgent = isFailing || !troubled.isEmpty
        let interval = isDoubted ? Self.shortestInterval : isUrgent ? Self.urgentInterval : Self.calmInterval
        return max(.zero, lastRefresh + interval - now)
    }
}
