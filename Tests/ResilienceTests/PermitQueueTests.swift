import Testing

@testable import Resilience

struct PermitQueueTests {
    @Test func servesInTheOrderOfArrival() {
        var queue = PermitQueue(limit: 1, maximumWaiting: 2)
        #expect(queue.requested(1) == .go)
        #expect(queue.requested(2) == .wait)
        #expect(queue.requested(3) == .wait)
        #expect(queue.requested(4) == .reject)
        #expect(queue.released() == .resume(2))
        #expect(queue.released() == .resume(3))
        #expect(queue.released() == .none)
        #expect(queue.running == 0)
    }

    @Test func aCancelledWaiterLeavesItsPlace() {
        var queue = PermitQueue(limit: 1, maximumWaiting: 2)
        _ = queue.requested(1)
        _ = queue.requested(2)
        _ = queue.requested(3)
        let answers = [2, 2, 1].map { queue.cancelled($0) }
        #expect(answers == [true, false, false])
        #expect(queue.requested(4) == .wait)
        #expect(queue.released() == .resume(3))
        #expect(queue.released() == .resume(4))
    }

    @Test(arguments: 0..<20)
    func behavesLikeAPlainListWhateverHappens(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var queue = PermitQueue(limit: 3, maximumWaiting: 5)
        var running: Set<UInt64> = []
        var waiting: [UInt64] = []
        for id in 1...UInt64(3000) {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let expected: PermitQueue.RequestAction =
                    running.count < 3 ? .go : waiting.count < 5 ? .wait : .reject
                #expect(queue.requested(id) == expected)
                if expected == .go { running.insert(id) }
                if expected == .wait { waiting.append(id) }
            case 2:
                guard let done = running.randomElement(using: &generator) else { continue }
                running.remove(done)
                let next = waiting.isEmpty ? nil : waiting.removeFirst()
                #expect(queue.released() == (next.map { .resume($0) } ?? .none))
                if let next { running.insert(next) }
            default:
                guard let leaver = waiting.randomElement(using: &generator) else { continue }
                waiting.removeAll { $0 == leaver }
                let wasWaiting = queue.cancelled(leaver)
                #expect(wasWaiting)
            }
            #expect(queue.running == running.count)
            #expect(queue.waitingCount == waiting.count)
        }
    }
}
