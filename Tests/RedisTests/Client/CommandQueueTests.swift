import NIOCore
import Testing

@testable import Redis

@Suite struct CommandQueueTests {
    @Test func writesWhatGatheredInOneBatch() {
        let queue = TestQueue.open()
        #expect(queue.submit(1, "a") == .wake)
        #expect(queue.submit(2, "b") == .wait)
        #expect(queue.submit(3, "c") == .wait)
        #expect(queue.woken().text == "abc")
        #expect(queue.woken().batch == nil)
        #expect(queue.submit(4, "d") == .wake)
    }

    @Test func answersInOrder() {
        let queue = TestQueue.open()
        for key in 1...3 { _ = queue.submit(key, "x") }
        _ = queue.woken()
        for key in 1...3 { #expect(queue.reply(key * 10) == "\(key):\(key * 10)") }
        #expect(queue.waiting == 0)
        #expect(queue.sent == 3)
    }

    @Test func completesAPipelineAsAWhole() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "xyz", pipeline: 3)
        _ = queue.submit(2, "w")
        _ = queue.woken()
        #expect(queue.reply(1) == "none")
        #expect(queue.reply(2) == "none")
        #expect(queue.reply(3) == "1:[1, 2, 3]")
        #expect(queue.reply(4) == "2:4")
    }

    @Test func refusesRepliesThatNobodyAskedFor() {
        let queue = TestQueue.open()
        #expect(queue.reply(1) == "unexpected")
        _ = queue.submit(1, "a")
        // Not written yet, so this cannot be its reply.
        #expect(queue.reply(1) == "unexpected")
    }

    @Test func acceptsNothingBeforeConnectAndAfterClose() {
        let queue = TestQueue()
        #expect(queue.submit(1, "a") == .reject(.notConnected))
        queue.connecting()
        _ = queue.submit(2, "b")
        #expect(queue.closed() == [2])
        #expect(queue.submit(3, "c") == .reject(.closed))
        queue.connected()
        #expect(queue.submit(4, "c") == .reject(.closed))
    }

    @Test func boundsCommandsThatWait() {
        let queue = TestQueue.open(commands: 3)
        _ = queue.submit(1, "a")
        _ = queue.submit(2, "bc", pipeline: 2)
        #expect(queue.submit(3, "d") == .reject(.queueFull))
        _ = queue.woken()
        #expect(queue.submit(3, "d") == .reject(.queueFull))
        _ = queue.reply(0)
        #expect(queue.submit(3, "d") == .wake)
    }

    @Test func boundsBytesButLetsOneLargeCommandPass() {
        let queue = TestQueue.open(bytes: 4)
        #expect(queue.submit(1, "large command") == .wake)
        #expect(queue.submit(2, "b") == .reject(.queueFull))
        _ = queue.woken()
        #expect(queue.submit(2, "b") == .wake)
    }

    @Test func holdsBackWhileTheChannelIsCongested() {
        let queue = TestQueue.open()
        #expect(!queue.writabilityChanged(false))
        _ = queue.submit(1, "a")
        #expect(queue.woken().batch == nil)
        let drained = queue.writabilityChanged(true)
        #expect(drained)
        #expect(queue.woken().text == "a")
    }

    @Test func failsWhatWasWrittenAndKeepsWhatWasNot() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "a")
        _ = queue.woken()
        _ = queue.submit(2, "b")
        #expect(queue.connectionLost() == [1])
        _ = queue.submit(3, "c")
        #expect(queue.woken().batch == nil)
        queue.connected()
        #expect(queue.woken().text == "bc")
        #expect(queue.reply(1) == "2:1")
        #expect(queue.reply(1) == "3:1")
    }

    @Test func forgetsAHalfAnsweredPipelineWithItsConnection() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "ab", pipeline: 2)
        _ = queue.woken()
        _ = queue.reply(1)
        #expect(queue.connectionLost() == [1])
        #expect(queue.waiting == 0)
    }

    @Test func failsTheHopefulWhenTheFirstConnectionFails() {
        let queue = TestQueue()
        queue.connecting()
        _ = queue.submit(1, "a")
        #expect(queue.firstConnectionFailed() == [1])
        #expect(queue.submit(2, "b") == .reject(.notConnected))
    }
}
