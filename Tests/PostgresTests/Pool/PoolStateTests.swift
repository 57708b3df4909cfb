import Testing

@testable import Postgres

/// Connections are numbers and waiters are words.
@Suite struct PoolStateTests {
    private typealias State = PoolState<Int, String>
    private let start = ContinuousClock.now

    private func state(minimum: Int = 0, maximum: Int = 2) -> State {
        let configuration = PostgresConfiguration(url: "", minimumConnections: minimum, maximumConnections: maximum)
        return State(limits: PoolLimits(configuration))
    }

    @Test func opensOneConnectionPerWaiterUpToTheMaximum() {
        var state = state()
        #expect(state.opens("a", at: start) == 1)
        #expect(state.opens("b", at: start) == 1)
        #expect(state.opens("c", at: start) == 0)
        #expect(state.total == 2)
    }

    @Test func servesWaitersInTheOrderOfArrival() {
        var state = state(maximum: 1)
        for name in ["a", "b", "c"] { _ = state.opens(name, at: start) }
        #expect(state.opened(1, now: start).granted == "a")
        #expect(state.release(1, now: start).granted == "b")
        #expect(state.release(1, now: start).granted == "c")
        #expect(state.release(1, now: start).granted == nil)
        #expect(state.idle.count == 1)
    }

    @Test func countsWhatCallersWaitAndWhatConnectionsAreLent() {
        var state = state(maximum: 1)
        _ = state.opens("a", at: start)
        _ = state.opens("b", at: start + .milliseconds(10))
        _ = state.opened(1, now: start + .milliseconds(20))
        _ = state.release(1, now: start + .milliseconds(50))
        _ = state.release(1, now: start + .milliseconds(90))
        _ = state.acquire("c", deadline: nil, now: start + .milliseconds(200))
        let statistics = state.statistics
        #expect(statistics.acquired == 3)
        #expect(statistics.waited == .milliseconds(20 + 40))
        #expect(statistics.used == .milliseconds(30 + 40))
    }

    @Test func tellsWhoWaitsLongestAndHowManyAttemptsFailed() {
        var state = state(maximum: 1)
        #expect(state.statistics.oldestWaitingSince == nil)
        _ = state.opens("a", at: start)
        _ = state.opens("b", at: start + .seconds(1))
        #expect(state.statistics.oldestWaitingSince == start)
        _ = state.openFailed(isHopeless: false, now: start + .seconds(2))
        #expect(state.statistics.failed == 1)
        state.abandon(1)
        #expect(state.statistics.oldestWaitingSince == start + .seconds(1))
    }

    @Test func skipsWaitersWhoGaveUp() {
        var state = state(maximum: 1)
        _ = state.opens("a", at: start)
        state.abandon(1)
        _ = state.opens("b", at: start)
        #expect(state.opened(1, now: start).granted == "b")
    }

    @Test func forgetsAbandonedWaitersWhileNothingMoves() {
        var state = state(maximum: 1)
        for id in 1...1000 {
            _ = state.opens("w", at: start)
            state.abandon(PoolWaiterID(id))
        }
        #expect(state.waiting.isEmpty)
        #expect(state.order.count <= 33)
    }

    @Test func handsOutTheConnectionUsedLast() {
        var state = state()
        _ = state.opens("a", at: start)
        _ = state.opens("b", at: start)
        _ = state.opened(1, now: start)
        _ = state.opened(2, now: start)
        _ = state.release(2, now: start)
        _ = state.release(1, now: start)
        guard case .grant(1) = state.acquire("c", deadline: nil, now: start) else {
            Issue.record("the connection released last is the warm one")
            return
        }
    }

    @Test func validatesWhatLayIdleForLong() {
        var state = state()
        _ = state.opens("a", at: start)
        _ = state.opened(1, now: start)
        _ = state.release(1, now: start)
        let later = start + .seconds(20)
        guard case .wait(_, _, open: 0, validate: 1) = state.acquire("b", deadline: nil, now: later) else {
            Issue.record("an old connection has to be asked, and no second one opened meanwhile")
            return
        }
        #expect(state.validated(1, now: later).granted == "b")
    }

    @Test func opensAnotherWhenValidationFails() {
        var state = state()
        _ = state.opens("a", at: start)
        _ = state.opened(1, now: start)
        _ = state.release(1, now: start)
        let later = start + .seconds(20)
        _ = state.acquire("b", deadline: nil, now: later)
        state.lost(1, wasValidating: true)
        #expect(state.demand(now: later) == 1)
        #expect(state.opened(2, now: later).granted == "b")
        #expect(state.busy == 1)
    }

    @Test func timesOutWaitersByPatienceOrByTheirDeadline() {
        var state = state(maximum: 1)
        _ = state.acquire("patient", deadline: nil, now: start)
        _ = state.acquire("hurried", deadline: start + .seconds(1), now: start)
        #expect(state.timePassed(now: start).next == start + .seconds(1))
        let first = state.timePassed(now: start + .seconds(1))
        #expect(first.expired.map(\.waiter) == ["hurried"])
        #expect(first.expired.map(\.isDeadline) == [true])
        let second = state.timePassed(now: start + .seconds(30))
        #expect(second.expired.map(\.waiter) == ["patient"])
        #expect(second.expired.map(\.isDeadline) == [false])
        #expect(state.timeouts == 2)
    }

    @Test func reapsIdleConnectionsDownToTheMinimum() {
        var state = state(minimum: 1, maximum: 3)
        state.keepsMinimum = true
        for name in ["a", "b", "c"] { _ = state.opens(name, at: start) }
        for connection in 1...3 { _ = state.opened(connection, now: start) }
        for connection in 1...3 { _ = state.release(connection, now: start) }
        #expect(state.timePassed(now: start + .seconds(29)).close.isEmpty)
        #expect(state.timePassed(now: start + .seconds(30)).close == [1, 2])
        #expect(state.idle.map(\.connection) == [3])
        #expect(state.timePassed(now: start + .seconds(90)).next == nil)
    }

    @Test func triesAgainOneAtATimeAfterAFailure() {
        var state = state()
        _ = state.opens("a", at: start)
        _ = state.opens("b", at: start)
        #expect(state.openFailed(isHopeless: false, now: start).isEmpty)
        #expect(state.openFailed(isHopeless: false, now: start).isEmpty)
        #expect(state.timePassed(now: start + .milliseconds(100)).open == 0)
        #expect(state.timePassed(now: start + .milliseconds(200)).open == 1)
        #expect(state.timePassed(now: start + .milliseconds(300)).open == 0)
        #expect(state.opened(1, now: start + .milliseconds(300)).granted == "a")
        #expect(state.demand(now: start + .milliseconds(300)) == 1)
    }

    @Test func tellsWaitersWhenTryingIsHopeless() {
        var state = state()
        _ = state.opens("a", at: start)
        #expect(state.openFailed(isHopeless: true, now: start) == ["a"])
    }

    @Test func replacesALostConnectionThatSomebodyWaitsFor() {
        var state = state(maximum: 1)
        _ = state.opens("a", at: start)
        _ = state.opened(1, now: start)
        _ = state.opens("b", at: start)
        state.lost(1, wasValidating: false)
        #expect(state.demand(now: start) == 1)
    }

    @Test func keepsTheMinimumOpen() {
        var state = state(minimum: 2, maximum: 4)
        state.keepsMinimum = true
        #expect(state.demand(now: start) == 2)
        _ = state.opened(1, now: start)
        _ = state.opened(2, now: start)
        state.lost(2, wasValidating: false)
        #expect(state.demand(now: start) == 1)
    }

    @Test func drainsWhenClosed() {
        var state = state()
        _ = state.opens("a", at: start)
        _ = state.opens("b", at: start)
        _ = state.opened(1, now: start)
        #expect(state.close().waiters == ["b"])
        guard case .refuse = state.acquire("c", deadline: nil, now: start) else {
            Issue.record("a closed pool takes nobody")
            return
        }
        guard case .close(1) = state.release(1, now: start), case .close(2) = state.opened(2, now: start) else {
            Issue.record("connections of a closed pool are closed when they become free")
            return
        }
        #expect(state.isDrained)
    }
}

extension PoolState where Connection == Int, Waiter == String {
    /// Lets a waiter in and returns how many connections that opens.
    fileprivate mutating func opens(_ waiter: String, at now: ContinuousClock.Instant) -> Int? {
        guard case .wait(_, _, let open, _) = acquire(waiter, deadline: nil, now: now) else { return nil }
        return open
    }
}

extension PoolState.ReleaseAction where Waiter == String {
    fileprivate var granted: String? {
        if case .grant(_, let waiter) = self { waiter } else { nil }
    }
}
