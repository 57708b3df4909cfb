import NIOCore
import Testing

@testable import Redis

@Suite struct ClusterTopologyTests {
    private let a = RedisAddress("a", 1)
    private let b = RedisAddress("b", 2)
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func map(_ first: String, _ second: String) throws -> SlotMap {
        try SlotMap(slots((0, 99, first, 1), (100, 16_383, second, 2)), saidBy: RedisAddress("s", 3))
    }

    private func known() throws -> ClusterTopology {
        var topology = ClusterTopology()
        _ = topology.received(try map("a", "b"))
        return topology
    }

    @Test func followsAMoveAtOnceAndAsksForTheRest() throws {
        var topology = try known()
        let generation = topology.generation
        _ = topology.refreshDue(now: start)
        topology.refreshed(true)
        #expect(topology.untilRefresh(now: start) == ClusterTopology.calmInterval)
        let isNews = topology.moved(HashSlot(number: 5), to: b)
        #expect(isNews && topology.owner(of: HashSlot(number: 5)) == b)
        #expect(topology.generation == generation + 1)
        #expect(topology.untilRefresh(now: start) == ClusterTopology.shortestInterval)
    }

    @Test func oneRefreshAtATime() throws {
        var topology = try known()
        #expect(topology.untilRefresh(now: start) == .zero)
        let first = topology.refreshDue(now: start)
        let second = topology.refreshDue(now: start)
        #expect(first && !second && topology.untilRefresh(now: start) == nil)
        // What is doubted meanwhile is asked for after it.
        topology.doubted()
        topology.refreshed(true)
        #expect(topology.untilRefresh(now: start) == ClusterTopology.shortestInterval)
    }

    @Test func asksOftenWhileANodeIsAway() throws {
        var topology = try known()
        topology.nodeLost(a)
        #expect(!topology.isWhole && topology.isTroubled(a) && !topology.isTroubled(b))
        _ = topology.refreshDue(now: start)
        topology.refreshed(true)
        #expect(topology.untilRefresh(now: start) == ClusterTopology.urgentInterval)
        topology.nodeReady(a)
        #expect(topology.isWhole && topology.untilRefresh(now: start) == ClusterTopology.calmInterval)
    }

    @Test func asksOftenUntilItIsTold() throws {
        var topology = try known()
        _ = topology.refreshDue(now: start)
        topology.refreshed(false)
        #expect(topology.untilRefresh(now: start) == ClusterTopology.urgentInterval)
    }

    @Test func aNewMapRetiresAndForgives() throws {
        var topology = try known()
        topology.nodeLost(a)
        let action = topology.received(try map("c", "b"))
        #expect(action == .init(hasChanged: true, masters: [RedisAddress("c", 1), b]))
        #expect(topology.isWhole)
        #expect(topology.received(try map("c", "b")) == .init(hasChanged: false, masters: [RedisAddress("c", 1), b]))
    }

    /// Whoever believes in what a server remembers must hear of every change of servers.
    @Test func everyChangeOfServersHasAGeneration() throws {
        var topology = ClusterTopology()
        var seen = [topology.generation]
        _ = topology.received(try map("a", "b"))
        seen.append(topology.generation)
        topology.nodeReady(a)
        seen.append(topology.generation)
        _ = topology.received(try map("b", "a"))
        seen.append(topology.generation)
        _ = topology.received(try map("b", "a"))
        #expect(topology.generation == seen.last)
        #expect(Set(seen).count == seen.count)
    }

    @Test func commandsWithoutAKeyHaveANode() throws {
        #expect(try known().owner(of: nil) == a)
        #expect(ClusterTopology().owner(of: nil) == nil)
    }
}
