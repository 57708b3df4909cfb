import NIOCore
import Testing

@testable import Redis

@Suite struct LinkStateTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func makeLink() -> LinkState {
        LinkState(backoff: ReconnectBackoff(minimum: .milliseconds(20), maximum: .seconds(1)))
    }

    private func makeReadyLink() -> LinkState {
        var link = makeLink()
        #expect(link.connectRequested() == .connect)
        #expect(link.established(now: start) == .announce(isReconnect: false))
        return link
    }

    @Test func connectsOnceForManyRequests() {
        var link = makeLink()
        #expect(link.connectRequested() == .connect)
        #expect(link.connectRequested() == .join)
        #expect(link.established(now: start) == .announce(isReconnect: false))
        #expect(link.connectRequested() == .succeed)
    }

    @Test func givesUpWhenTheFirstAttemptFailsAndMayBeAskedAgain() {
        var link = makeLink()
        #expect(link.connectRequested() == .connect)
        #expect(link.attemptFailed(jitter: 0.5) == .giveUp)
        #expect(link.connectRequested() == .connect)
    }

    @Test func reconnectsWithADoublingBound() {
        var link = makeReadyLink()
        var now = start + .seconds(10)
        #expect(link.lost(now: now, jitter: 0.5) == .reconnect(after: .milliseconds(10)))
        for bound in [40, 80, 160, 320, 640, 1000, 1000] as [Int64] {
            #expect(link.backoffElapsed() == .connect)
            #expect(link.attemptFailed(jitter: 0.5) == .reconnect(after: .milliseconds(bound) - .milliseconds(bound / 2)))
        }
        #expect(link.backoffElapsed() == .connect)
        now = now + .seconds(10)
        #expect(link.established(now: now) == .announce(isReconnect: true))
    }

    @Test func doesNotHammerAServerThatAcceptsAndDrops() {
        var link = makeReadyLink()
        #expect(link.lost(now: start, jitter: 0.5) == .reconnect(after: .milliseconds(10)))
        #expect(link.backoffElapsed() == .connect)
        #expect(link.established(now: start) == .announce(isReconnect: true))
        #expect(link.lost(now: start + .milliseconds(5), jitter: 0.5) == .reconnect(after: .milliseconds(20)))
    }

    @Test func startsAfreshAfterAConnectionThatLasted() {
        var link = makeReadyLink()
        for _ in 0..<3 {
            #expect(link.lost(now: start + .seconds(2), jitter: 0.5) == .reconnect(after: .milliseconds(10)))
            #expect(link.backoffElapsed() == .connect)
            #expect(link.established(now: start) == .announce(isReconnect: true))
        }
    }

    @Test func isSilentOnceClosed() {
        var waiting = makeReadyLink()
        _ = waiting.lost(now: start, jitter: 0)
        waiting.closeRequested()
        #expect(waiting.backoffElapsed() == .ignore)
        #expect(waiting.connectRequested() == .refuse)

        var connecting = makeLink()
        _ = connecting.connectRequested()
        connecting.closeRequested()
        #expect(connecting.established(now: start) == .closeChannel)
        #expect(connecting.attemptFailed(jitter: 0) == .ignore)

        var ready = makeReadyLink()
        ready.closeRequested()
        #expect(ready.lost(now: start, jitter: 0) == .ignore)
    }
}
