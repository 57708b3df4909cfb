import Testing

@testable import Postgres

@Suite struct GatheringStateTests {
    @Test func whoeverComesToAFreeLaneGoesAtOnce() {
        var state = GatheringState<Int>(lanes: 2, largestGroup: 4)
        #expect(state.arrive(1) == .lead)
        #expect(state.arrive(2) == .lead)
        #expect(state.arrive(3) != .lead)
    }

    @Test func thoseWhoWaitTravelTogetherInTheirOrder() {
        var state = GatheringState<Int>(lanes: 1, largestGroup: 3)
        for member in 0...5 { _ = state.arrive(member) }
        #expect(state.groupEnded() == [1, 2, 3])
        #expect(state.groupEnded() == [4, 5])
        #expect(state.groupEnded() == [])
        #expect(state.arrive(6) == .lead)
    }

    @Test func whoeverLeavesIsNotTaken() {
        var state = GatheringState<Int>(lanes: 1, largestGroup: 8)
        _ = state.arrive(0)
        #expect(state.arrive(1) == .wait(1))
        _ = state.arrive(2)
        #expect(state.leave(1) == 1)
        #expect(state.leave(1) == nil)
        #expect(state.groupEnded() == [2])
    }

    @Test(arguments: 0..<30)
    func everyoneGetsExactlyOneTurn(seed: UInt64) {
        var random = SplitMix(state: seed)
        var state = GatheringState<Int>(lanes: Int.random(in: 1...3, using: &random), largestGroup: Int.random(in: 1...5, using: &random))
        var (turns, left, underway): ([Int], [Int], Int) = ([], [], 0)
        var waiting: [UInt64] = []
        for member in 0..<300 {
            switch state.arrive(member) {
            case .lead:
                turns.append(member)
                underway += 1
            case .wait(let id): waiting.append(id)
            }
            if Bool.random(using: &random), let id = waiting.randomElement(using: &random) { left += [state.leave(id)].compactMap(\.self) }
            if underway > 0, Int.random(in: 0..<3, using: &random) == 0 { end(&state, &turns, &underway) }
        }
        while underway > 0 { end(&state, &turns, &underway) }
        #expect((turns + left).sorted() == Array(0..<300))
        // Those who stayed went in the order in which they had come.
        #expect(turns == turns.sorted())
    }

    private func end(_ state: inout GatheringState<Int>, _ turns: inout [Int], _ underway: inout Int) {
        let group = state.groupEnded()
        turns += group
        if group.isEmpty { underway -= 1 }
    }
}
