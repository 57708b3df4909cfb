import Contracts
import Logging
import Redis
import TestSupport
import Testing

@testable import Caching

@Suite struct InvalidationListenerTests {
    private let generations = TagGenerations()
    private let applied = AppliedPositions()
    private let distrusts = Tally()
    private let cache: FencedCache<String, Int>
    private let listener: InvalidationListener

    init() {
        cache = FencedCache(generations: generations, freshness: Freshness(staleIfError: .seconds(60)))
        listener = InvalidationListener(
            generations: generations, applied: applied, graph: .mediaNest, logger: TestPostgres.quietLogger
        ) { [distrusts] in _ = distrusts.next() }
        listener.deaf()
    }

    private func hear(_ number: Int64, after previous: Int64? = nil, _ message: InvalidationMessage) {
        listener.receive(.message(channel: "", Array("\(number) \(previous ?? number - 1)\n\(message.text)".utf8)))
    }

    private func invalidation(_ tag: CacheTag, _ id: Int64) -> InvalidationMessage {
        .invalidate(Invalidation([tag], fact: Fact(.media, id)), isTierTold: true)
    }

    @discardableResult
    private func fill(_ key: String = "a", _ tag: CacheTag = "media:7") -> Bool {
        cache.fill(1, for: key, fence: generations.fence([tag]))
    }

    @Test func nothingIsFreshBeforeItListens() {
        #expect(!fill())
        #expect(!listener.isListening)
        listener.receive(.subscribed)
        #expect(listener.isListening)
        #expect(fill())
        #expect(cache.lookup("a").fresh == 1)
        #expect(distrusts.count == 0)
    }

    @Test func whatItHearsFallsWithAllThatTheGraphSays() {
        listener.receive(.subscribed)
        for (key, tag) in ["a": "media:7", "b": "media:search:x", "c": "playlist:1", "d": "media:8"] as [String: CacheTag] {
            fill(key, tag)
        }
        hear(1, invalidation("media:7", 42))
        #expect(["a", "b", "c", "d"].map { cache.lookup($0).fresh } == [nil, nil, nil, 1])
        #expect(applied.hasApplied(.media, 42))
    }

    @Test func whileItIsDeafNothingIsFreshAndNothingIsTakenIn() {
        listener.receive(.subscribed)
        fill()
        listener.receive(.lost)
        #expect(cache.lookup("a").invalidated == 1)
        #expect(!fill())
        #expect(!listener.isListening)
    }

    @Test(arguments: [true, false])
    func aGapFlushesWhatIsHeldAndForgetsWhatWasApplied(isAnnounced: Bool) {
        listener.receive(.subscribed)
        fill()
        applied.apply(.media, 1)
        let fence = generations.fence(["media:7"])
        // A reader that was too slow is told of the gap only by another `subscribed`.
        if isAnnounced { listener.receive(.lost) }
        listener.receive(.subscribed)
        #expect(cache.lookup("a").fresh == nil)
        #expect(!cache.fill(1, for: "a", fence: fence))
        #expect(!applied.hasApplied(.media, 1))
        #expect(distrusts.count == 1)
        #expect(fill())
    }

    @Test func aMissingNumberIsAGap() {
        listener.receive(.subscribed)
        hear(1, .barrier("x"))
        fill()
        applied.apply(.media, 1)
        hear(3, invalidation("user:1", 9))
        #expect(cache.lookup("a").fresh == nil)
        #expect(!applied.hasApplied(.media, 1))
        #expect(applied.hasApplied(.media, 9))
        #expect(distrusts.count == 1)
        fill()
        hear(4, invalidation("user:1", 10))
        #expect(cache.lookup("a").fresh == 1)
    }

    @Test(arguments: ["nonsense", "1 0\ninvalidate media 1\nbad tag", ""])
    func whatCannotBeReadEmptiesTheCaches(text: String) {
        listener.receive(.subscribed)
        fill()
        listener.receive(.message(channel: "", Array(text.utf8)))
        #expect(cache.lookup("a").fresh == nil)
        #expect(distrusts.count == 1)
    }

    @Test func aFlushOfAllEmptiesTheCaches() {
        listener.receive(.subscribed)
        fill()
        hear(1, .flush)
        #expect(cache.lookup("a").fresh == nil)
        #expect(distrusts.count == 1)
    }

    @Test func theTierIsDistrustedWhenTheWriterCouldNotTellIt() {
        listener.receive(.subscribed)
        hear(1, .invalidate(Invalidation(["media:7"]), isTierTold: true))
        #expect(distrusts.count == 0)
        hear(2, .invalidate(Invalidation(["media:7"]), isTierTold: false))
        #expect(distrusts.count == 1)
    }

    @Test func aBarrierThatComesBackSettlesItsPosition() {
        listener.receive(.subscribed)
        let token = listener.expectBarrier(for: Position(.media, 7))
        hear(1, .barrier("another's"))
        #expect(!applied.hasApplied(.media, 7))
        hear(2, .barrier(token))
        #expect(applied.hasApplied(.media, 7))
        #expect(!applied.hasApplied(.media, 8))
    }

    @Test func aForgottenBarrierSettlesNothing() {
        listener.receive(.subscribed)
        let token = listener.expectBarrier(for: Position(.media, 7))
        listener.forgetBarrier(token)
        hear(1, .barrier(token))
        #expect(!applied.hasApplied(.media, 7))
    }

    /// The barrier may be among what was lost, but what it is about was committed before the flush.
    @Test func aGapSettlesWhatWaitsForABarrier() {
        listener.receive(.subscribed)
        _ = listener.expectBarrier(for: Position(.media, 7))
        listener.receive(.lost)
        #expect(!applied.hasApplied(.media, 7))
        listener.receive(.subscribed)
        #expect(applied.hasApplied(.media, 7))
    }

    @Test func reachesAMarkWhenEverythingUpToItIsApplied() {
        listener.receive(.subscribed)
        #expect(listener.progress == ChannelProgress())
        hear(5, .barrier("start"))
        #expect(listener.progress.reached == CacheMark(number: 5))
        listener.apply(Invalidation(["media:7"]), sentAs: CacheMark(number: 9))
        #expect(listener.progress.required == CacheMark(number: 9))
        #expect(listener.progress.reached == CacheMark(number: 5))
        listener.receive(.lost)
        #expect(listener.progress == ChannelProgress())
    }

    /// Two processes, one of which asks the other: what has fallen here must not come back from there.
    @Test func theMarkKeepsAnOldAnswerOfAnotherProcessOut() {
        let (theirGenerations, theirPositions) = (TagGenerations(), AppliedPositions())
        let theirs = InvalidationListener(
            generations: theirGenerations, applied: theirPositions, graph: .mediaNest, logger: TestPostgres.quietLogger
        ) {}
        let theirCache = FencedCache<String, Int>(generations: theirGenerations)
        for one in [listener, theirs] {
            one.receive(.subscribed)
            one.receive(.message(channel: "", Array("1 0\nbarrier x".utf8)))
        }
        theirCache.fill(1, for: "a", fence: theirGenerations.fence(["media:7"]))
        // The write has been heard here and not yet there.
        let heard = Array("2 1\n\(invalidation("media:7", 42).text)".utf8)
        listener.receive(.message(channel: "", heard))

        let fence = generations.fence(["media:7"])
        let mark = listener.progress.required
        #expect(theirCache.lookup("a").fresh == 1)
        #expect(theirs.progress.reached.map { $0 < (mark ?? $0) } == true)
        #expect(fence.isIntact)
        theirs.receive(.message(channel: "", heard))
        #expect(theirs.progress.reached == mark)
        #expect(theirCache.lookup("a").fresh == nil)
    }
}
