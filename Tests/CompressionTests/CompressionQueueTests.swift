import Testing

@testable import Compression

@Suite struct CompressionQueueTests {
    @Test func letsAsManyInAsRunAndWait() {
        var queue = CompressionQueue<String>(threads: 1, capacity: 1)
        let admitted = ["a", "b", "c"].map { queue.submitted($0, id: queue.makeID()) }
        #expect(admitted == [true, true, false])
        #expect(queue.threadFreed()?.job == "a")
        #expect(queue.submitted("d", id: 4) == false)
        queue.finished(1)
        #expect(queue.submitted("e", id: 5) == true)
        #expect(queue.waitingCount == 2)
    }

    @Test func runsThemInTheOrderTheyCame() {
        var queue = CompressionQueue<Int>(threads: 1, capacity: 9)
        for job in 0..<5 { _ = queue.submitted(job, id: queue.makeID()) }
        #expect((0..<5).compactMap { _ in queue.threadFreed()?.job } == [0, 1, 2, 3, 4])
        #expect(queue.threadFreed()?.job == nil)
    }

    @Test func forgetsWhatWasCancelledWhileItWaited() {
        var queue = CompressionQueue<String>(threads: 1, capacity: 1)
        _ = queue.submitted("a", id: 1)
        _ = queue.submitted("b", id: 2)
        #expect(queue.cancelled(1) == "a")
        #expect(queue.cancelled(1) == nil)
        #expect(queue.threadFreed()?.job == "b")
    }

    @Test func marksWhatWasCancelledWhileItRan() {
        var queue = CompressionQueue<String>(threads: 1, capacity: 1)
        _ = queue.submitted("a", id: 1)
        _ = queue.threadFreed()
        #expect(queue.isWanted(1))
        #expect(queue.cancelled(1) == nil)
        #expect(!queue.isWanted(1))
        queue.finished(1)
        #expect(queue.runningCount == 0)
        #expect(queue.cancelled(1) == nil)
        #expect(queue.runningCount == 0)
    }

    @Test func letsNothingInOnceItIsClosed() {
        var queue = CompressionQueue<String>(threads: 2, capacity: 2)
        _ = queue.submitted("a", id: 1)
        _ = queue.threadFreed()
        _ = queue.submitted("b", id: 2)
        #expect(queue.closed() == ["b"])
        #expect(queue.submitted("c", id: 3) == false)
        #expect(queue.threadFreed()?.job == nil)
        #expect(queue.isWanted(1))
        #expect(queue.closed().isEmpty)
    }
}
