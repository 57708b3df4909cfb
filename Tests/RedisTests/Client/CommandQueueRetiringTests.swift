import Testing

@testable import Redis

@Suite struct CommandQueueRetiringTests {
    @Test func givesBackWhatWasNotWritten() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "written")
        #expect(queue.woken().text == "written")
        _ = queue.submit(2, "unwritten")
        #expect(queue.retired() == [2])
        #expect(queue.woken().text == nil)
        #expect(queue.reply(7) == "1:7")
        #expect(queue.submit(3, "late") == .reject(.notConnected))
        #expect(queue.waiting == 0)
    }

    @Test func staysRetiredWhateverTheConnectionDoes() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "written")
        _ = queue.woken()
        #expect(queue.retired() == [])
        #expect(queue.connectionLost() == [1])
        queue.connected()
        #expect(queue.submit(2, "late") == .reject(.notConnected))
    }
}
