import Testing

@testable import Redis

@Suite struct SilenceWatchTests {
    @Test func pingsOnceAndThenGivesUp() {
        var watch = SilenceWatch()
        #expect(watch.intervalPassed() == .none)
        #expect(watch.intervalPassed() == .ping)
        #expect(watch.intervalPassed() == .dead)
    }

    @Test func isCalmedByAnyWord() {
        var watch = SilenceWatch()
        for _ in 0..<3 {
            #expect(watch.intervalPassed() == .none)
            #expect(watch.intervalPassed() == .ping)
            watch.heard()
        }
    }
}
