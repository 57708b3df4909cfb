import NIOCore
import Testing

@testable import Redis

@Suite struct ClusterPipelineTests {
    private let a = RedisAddress("a", 1)
    private let b = RedisAddress("b", 2)

    private func status(_ text: String) -> RESPValue { .status(text) }
    private func error(_ text: String) -> RESPValue { .error(.reply(text)) }

    /// "x…" lie at a, all others at b.
    private func owner(_ slot: HashSlot?) -> RedisAddress? { slot == HashSlot(of: "x") ? a : b }

    @Test func keepsTheOrderOfReplies() throws {
        var pipeline = try ClusterPipeline([.get("x"), .get("y"), .get("{x}2"), .ping])
        let batches = pipeline.takeBatches(owner)
        #expect(batches == [.init(node: a, commands: [0, 2]), .init(node: b, commands: [1, 3])])
        let first = pipeline.received([status("1"), status("3")], to: batches[1])
        let second = pipeline.received([status("0"), status("2")], to: batches[0])
        #expect(first.1 == .wait)
        #expect(second.1 == .done([status("0"), status("1"), status("2"), status("3")]))
    }

    @Test func goesWhereItMoved() throws {
        var pipeline = try ClusterPipeline([.get("x"), .get("{x}2")])
        let batch = pipeline.takeBatches(owner)[0]
        let moved = HashSlot(of: "x")
        let (news, action) = pipeline.received([status("0"), error("MOVED \(moved.number) b:2")], to: batch)
        #expect(news == .init(moves: [(moved, b)]) && action == .again(after: .zero))
        let again = pipeline.takeBatches { _ in b }
        #expect(again == [.init(node: b, commands: [1])])
        #expect(pipeline.received([status("1")], to: again[0]).1 == .done([status("0"), status("1")]))
    }

    @Test func asksWhereItIsSent() throws {
        var pipeline = try ClusterPipeline([.get("x")])
        let batch = pipeline.takeBatches(owner)[0]
        let (news, action) = pipeline.received([error("ASK 1 c:3")], to: batch)
        #expect(news == .init() && action == .again(after: .zero))
        let again = pipeline.takeBatches(owner)
        #expect(again == [.init(node: RedisAddress("c", 3), commands: [0], isAsking: true)])
        #expect(pipeline.received([.null], to: again[0]).1 == .done([.null]))
    }

    @Test func waitsLongerEachTime() throws {
        var pipeline = try ClusterPipeline([.get("x")])
        var pauses: [TimeAmount] = []
        for _ in 0..<8 {
            let batch = pipeline.takeBatches(owner)[0]
            let (news, action) = pipeline.received([error("CLUSTERDOWN no")], to: batch)
            #expect(news.isDoubtful)
            if case .again(let pause) = action { pauses.append(pause) }
        }
        #expect(pauses.first == ClusterPipeline.firstPause && pauses.last == ClusterPipeline.longestPause)
        #expect(pauses == pauses.sorted() && pauses.count == 8)
    }

    @Test func nodesThatDisagreeAreGivenTime() throws {
        var pipeline = try ClusterPipeline([.get("x")])
        for round in 0..<3 {
            let batch = pipeline.takeBatches(owner)[0]
            let (_, action) = pipeline.received([error("MOVED \(HashSlot(of: "x").number) a:1")], to: batch)
            #expect((action == .again(after: .zero)) == (round == 0))
        }
    }

    @Test func aSlotWithoutAnOwnerWaits() throws {
        var pipeline = try ClusterPipeline([.get("x")])
        #expect(pipeline.takeBatches { _ in nil }.isEmpty)
        #expect(pipeline.roundEnded() == .again(after: ClusterPipeline.firstPause))
        #expect(pipeline.takeBatches(owner) == [.init(node: a, commands: [0])])
    }

    @Test func whatWasNotSentGoesElsewhere() throws {
        var pipeline = try ClusterPipeline([.get("x"), .get("y")])
        let batches = pipeline.takeBatches(owner)
        #expect(pipeline.notSent(batches[0]) == .wait)
        #expect(pipeline.received([status("1")], to: batches[1]).1 == .again(after: ClusterPipeline.firstPause))
        #expect(pipeline.takeBatches { _ in b } == [.init(node: b, commands: [0])])
    }

    @Test func aTransactionMovesAsAWhole() throws {
        var pipeline = try ClusterPipeline([RedisCommand("MULTI"), .get("x"), RedisCommand("EXEC")])
        let batch = pipeline.takeBatches(owner)
        #expect(batch == [.init(node: a, commands: [0, 1, 2])])
        let replies = [status("OK"), error("MOVED \(HashSlot(of: "x").number) b:2"), error("EXECABORT no")]
        #expect(pipeline.received(replies, to: batch[0]).1 == .again(after: .zero))
        #expect(pipeline.takeBatches { _ in b } == [.init(node: b, commands: [0, 1, 2])])
    }

    @Test func aTransactionStaysInOneSlot() {
        let thrown = #expect(throws: RedisError.self) {
            _ = try ClusterPipeline([RedisCommand("MULTI"), .get("x"), .get("y"), RedisCommand("EXEC")])
        }
        #expect(thrown?.code == .crossSlot)
    }

    @Test func errorsOfTheCallersStayReplies() throws {
        var pipeline = try ClusterPipeline([.get("x")])
        let batch = pipeline.takeBatches(owner)[0]
        #expect(pipeline.received([error("WRONGTYPE no")], to: batch).1 == .done([error("WRONGTYPE no")]))
    }
}
