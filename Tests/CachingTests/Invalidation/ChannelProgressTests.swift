import Testing

@testable import Caching

@Suite struct ChannelProgressTests {
    private func mark(_ number: Int64) -> CacheMark { CacheMark(number: number) }

    @Test func knowsNothingBeforeTheFirstMessage() {
        var progress = ChannelProgress()
        #expect(progress.required == nil && progress.reached == nil)
        progress.sent(mark(5))
        #expect(progress.required == nil)
        #expect(progress.hears(mark(8), after: mark(7)) == false)
        #expect(progress.required == mark(8) && progress.reached == nil)
        progress.applied(mark(8))
        #expect(progress.reached == mark(8))
    }

    @Test func seesThatAMessageIsMissing() {
        var progress = ChannelProgress()
        _ = progress.hears(mark(8), after: mark(7))
        progress.applied(mark(8))
        #expect(progress.hears(mark(12), after: mark(8)) == false)
        progress.applied(mark(12))
        #expect(progress.hears(mark(20), after: mark(19)) == true)
    }

    @Test func aServerThatHasForgottenIsAGap() {
        var progress = ChannelProgress()
        _ = progress.hears(mark(8), after: mark(7))
        progress.applied(mark(8))
        #expect(progress.hears(mark(9), after: mark(0)) == true)
    }

    @Test func whatWasSentIsRequiredAndNotReached() {
        var progress = ChannelProgress()
        _ = progress.hears(mark(8), after: mark(7))
        progress.applied(mark(8))
        progress.sent(mark(11))
        #expect(progress.required == mark(11) && progress.reached == mark(8))
        #expect(progress.hears(mark(10), after: mark(8)) == false)
        progress.applied(mark(10))
        #expect(progress.required == mark(11) && progress.reached == mark(10))
    }

    @Test func aLossForgetsAll() {
        var progress = ChannelProgress()
        _ = progress.hears(mark(8), after: mark(7))
        progress.applied(mark(8))
        progress.lost()
        #expect(progress == ChannelProgress())
        #expect(progress.hears(mark(100), after: mark(99)) == false)
    }
}
