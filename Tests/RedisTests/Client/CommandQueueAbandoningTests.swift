import NIOCore
import Testing

@testable import Redis

@Suite struct CommandQueueAbandoningTests {
    @Test func throwsAwayTheReplyOfACancelledCaller() {
        let queue = TestQueue.open()
        for key in 1...3 { _ = queue.submit(key, "x") }
        _ = queue.woken()
        #expect(queue.cancelled(2) == 2)
        #expect(queue.cancelled(2) == nil)
        #expect(queue.reply(1) == "1:1")
        #expect(queue.reply(2) == "none")
        #expect(queue.reply(3) == "3:3")
        #expect(queue.waiting == 0)
    }

    @Test func neverWritesACommandThatNobodyWaitsFor() {
        let queue = TestQueue.open()
        for (key, text) in [(1, "aa"), (2, "bbb"), (3, "c")] { _ = queue.submit(key, text) }
        #expect(queue.cancelled(2) == 2)
        #expect(queue.woken().text == "aac")
        #expect(queue.reply(1) == "1:1")
        #expect(queue.reply(3) == "3:3")
        #expect(queue.waiting == 0)
    }

    @Test func letsGoOfCallersAtTheirDeadline() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "a", deadline: 100)
        _ = queue.submit(2, "b", deadline: 50)
        _ = queue.submit(3, "c", deadline: 1000)
        #expect(queue.woken().timer == .at(50))
        let first = queue.deadlinePassed(now: .at(50))
        #expect(first.expired == [2])
        #expect(first.timer == .at(100))
        #expect(queue.reply(1) == "1:1")
        let second = queue.deadlinePassed(now: .at(100))
        #expect(second.expired.isEmpty)
        #expect(second.timer == .at(1000))
        #expect(queue.reply(2) == "none")
        #expect(queue.deadlinePassed(now: .at(1000)).expired == [3])
    }

    @Test func asksForOneTimerWhileDeadlinesOnlyGrow() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "a", deadline: 100)
        #expect(queue.woken().timer == .at(100))
        _ = queue.submit(2, "b", deadline: 200)
        #expect(queue.woken().timer == nil)
        _ = queue.submit(3, "c", deadline: 60)
        #expect(queue.woken().timer == .at(60))
        #expect(queue.deadlinePassed(now: .at(60)).timer == .at(100))
        // The overtaken timer for 100 and the new one both fire; the second finds nothing to do.
        #expect(queue.deadlinePassed(now: .at(100)).timer == .at(200))
        #expect(queue.deadlinePassed(now: .at(100)).timer == nil)
    }

    @Test func sweepsNotMoreOftenThanItsInterval() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "a", deadline: 100)
        _ = queue.submit(2, "b", deadline: 101)
        _ = queue.woken()
        #expect(queue.deadlinePassed(now: .at(100)).timer == .at(100) + CommandQueue<Int>.sweepInterval)
    }

    @Test func keepsDeadlinesWhileDisconnected() {
        let queue = TestQueue.open()
        _ = queue.connectionLost()
        #expect(queue.submit(1, "a", deadline: 100) == .wake)
        #expect(queue.woken() == .init(batch: nil, timer: .at(100)))
        // Nothing to write and no earlier deadline: no reason to wake the loop.
        #expect(queue.submit(2, "b", deadline: 200) == .wait)
        #expect(queue.deadlinePassed(now: .at(150)).expired == [1])
        queue.connected()
        #expect(queue.woken().text == "b")
    }

    @Test func makesRoomForNewCallersWhileDisconnected() {
        let queue = TestQueue.open(commands: 2)
        _ = queue.connectionLost()
        for key in 1...2 { _ = queue.submit(key, "x", deadline: 100) }
        #expect(queue.submit(3, "x") == .reject(.queueFull))
        _ = queue.woken()
        #expect(queue.deadlinePassed(now: .at(100)).expired == [1, 2])
        #expect(queue.waiting == 0)
        #expect(queue.submit(3, "x", deadline: 200) == .wake)
    }
}
