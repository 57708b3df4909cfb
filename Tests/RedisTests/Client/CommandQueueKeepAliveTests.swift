import NIOCore
import Testing

@testable import Redis

@Suite struct CommandQueueKeepAliveTests {
    private let grace = TimeAmount.milliseconds(100)

    @Test func pingsASilentConnection() {
        let queue = TestQueue.open()
        #expect(queue.keepAlive(now: .at(0), grace: grace) == .none)
        #expect(queue.keepAlive(now: .at(100), grace: grace) == .ping)
    }

    @Test func trustsAConnectionThatSpeaks() {
        let queue = TestQueue.open()
        for tick in 0..<5 {
            _ = queue.submit(tick, "x")
            _ = queue.woken()
            _ = queue.reply(0)
            #expect(queue.keepAlive(now: .at(UInt64(tick) * 100), grace: grace) == .none)
        }
    }

    @Test func waitsForABlockingReadUntilItsOwnDeadline() {
        let queue = TestQueue.open()
        _ = queue.submit(1, "x", deadline: 5000)
        _ = queue.woken()
        _ = queue.keepAlive(now: .at(0), grace: grace)
        #expect(queue.keepAlive(now: .at(5000), grace: grace) == .none)
        #expect(queue.keepAlive(now: .at(5100), grace: grace) == .dead)
    }

    @Test func isNotConcernedWhileDisconnected() {
        let queue = TestQueue.open()
        _ = queue.connectionLost()
        _ = queue.keepAlive(now: .at(0), grace: grace)
        #expect(queue.keepAlive(now: .at(100), grace: grace) == .none)
    }
}
