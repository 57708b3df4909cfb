import Testing

@testable import Postgres

/// Whatever happens in whatever order, the counts stay true.
@Suite struct PoolStateLawTests {
    @Test(arguments: 0..<50)
    func keepsItsCountsUnderAnyOrderOfEvents(seed: UInt64) {
        var walk = Walk(seed: seed)
        for _ in 0..<400 {
            walk.step()
            #expect(walk.state.total <= walk.state.limits.maximum)
            #expect(walk.state.busy == walk.leased.count)
            #expect(walk.state.connecting == walk.opening)
            #expect(walk.state.idle.count == walk.open.count - walk.leased.count)
            #expect(walk.state.validating == walk.validating.count)
        }
    }
}

/// A random history of a pool, with a simple account of what it should hold.
private struct Walk {
    var state = PoolState<Int, Int>(
        limits: PoolLimits(PostgresConfiguration(url: "", minimumConnections: 1, maximumConnections: 4)))
    var open: Set<Int> = []
    var leased: Set<Int> = []
    var validating: Set<Int> = []
    var opening = 0
    private var now = ContinuousClock.now
    private var random: SplitMix
    private var lastConnection = 0

    init(seed: UInt64) { random = SplitMix(state: seed) }

    mutating func step() {
        now += .milliseconds(Int.random(in: 0...3000, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1: acquire()
        case 2: if opening > 0 { connect(succeeds: Bool.random(using: &random)) }
        case 3: if let connection = leased.randomElement(using: &random) { release(connection) }
        case 4: if let connection = open.randomElement(using: &random) { lose(connection) }
        case 5: state.abandon(PoolWaiterID.random(in: 0...state.lastWaiter, using: &random))
        default: tick()
        }
    }

    private mutating func acquire() {
        switch state.acquire(0, deadline: nil, now: now) {
        case .grant(let connection): leased.insert(connection)
        case .wait(_, _, let count, let candidate):
            opening += count
            if let candidate {
                leased.insert(candidate)
                validating.insert(candidate)
            }
        case .refuse: Issue.record("nothing closed the pool")
        }
    }

    private mutating func connect(succeeds: Bool) {
        opening -= 1
        guard succeeds else {
            _ = state.openFailed(isHopeless: false, now: now)
            return
        }
        lastConnection += 1
        open.insert(lastConnection)
        apply(state.opened(lastConnection, now: now), lastConnection)
    }

    private mutating func release(_ connection: Int) {
        let action =
            validating.remove(connection) == nil
            ? state.release(connection, now: now) : state.validated(connection, now: now)
        leased.remove(connection)
        apply(action, connection)
    }

    private mutating func apply(_ action: PoolState<Int, Int>.ReleaseAction, _ connection: Int) {
        if case .grant = action { leased.insert(connection) }
        opening += state.demand(now: now)
    }

    private mutating func lose(_ connection: Int) {
        state.lost(connection, wasValidating: validating.remove(connection) != nil)
        open.remove(connection)
        leased.remove(connection)
        opening += state.demand(now: now)
    }

    private mutating func tick() {
        let action = state.timePassed(now: now)
        open.subtract(action.close)
        opening += action.open
    }
}
