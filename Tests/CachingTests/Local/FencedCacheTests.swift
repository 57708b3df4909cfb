import Caching
import Testing

@Suite struct FencedCacheTests {
    private let generations = TagGenerations()
    private let item: CacheTag = "media:7"

    private func cache(isFencing: Bool = true) -> FencedCache<String, Int> {
        FencedCache(
            generations: generations,
            freshness: Freshness(age: .seconds(10), staleWhileRevalidate: .seconds(5), staleIfError: .seconds(20)),
            isFencing: isFencing)
    }

    /// The interleaving that the fence is for. Without it, the old value is given out as fresh.
    @Test(arguments: [true, false])
    func whatWasReadBeforeAnInvalidationIsNotTakenInAfterIt(isFencing: Bool) {
        let cache = cache(isFencing: isFencing)
        let fence = generations.fence([item])
        let readBefore = 1
        generations.invalidate([item])
        #expect(cache.fill(readBefore, for: "a", fence: fence, now: at(0)) == !isFencing)
        #expect(cache.lookup("a", now: at(0)).fresh == (isFencing ? nil : 1))
        #expect(cache.statistics.refusedFills == (isFencing ? 1 : 0))
    }

    /// The same with tags that only the answer tells, known before or not.
    @Test(arguments: [true, false], [true, false])
    func tagsThatTheAnswerTellsAreFencedToo(isFencing: Bool, isTagKnown: Bool) {
        let cache = cache(isFencing: isFencing)
        if isTagKnown { cache.fill(0, for: "other", fence: generations.fence([item]), now: at(0)) }
        let fence = generations.fence()
        generations.invalidate([item])
        #expect(cache.fill(1, for: "a", tags: [item], fence: fence, now: at(0)) == !isFencing)
        #expect((cache.lookup("a", now: at(0)).fresh == nil) == isFencing)
    }

    @Test func whatWasReadAfterAnInvalidationIsTakenIn() {
        let cache = cache()
        generations.invalidate([item])
        #expect(cache.fill(1, for: "a", fence: generations.fence([item]), now: at(0)))
        #expect(cache.fill(2, for: "b", tags: [item], fence: generations.fence(), now: at(0)))
        #expect(cache.lookup("a", now: at(1)).fresh == 1)
        #expect(cache.lookup("b", now: at(1)).fresh == 2)
    }

    @Test func anInvalidationOfAnotherTagDoesNoHarm() {
        let cache = cache()
        let fence = generations.fence([item])
        generations.invalidate(["media:8", "user:7"])
        #expect(cache.fill(1, for: "a", fence: fence, now: at(0)))
        generations.invalidate(["media:8"])
        #expect(cache.lookup("a", now: at(0)).fresh == 1)
    }

    @Test func anEntryFallsWithEachOfItsTags() {
        let cache = cache()
        for fallen: CacheTag in ["media:7", "user:1", "media:*", "user:*"] {
            cache.fill(1, for: "a", fence: generations.fence([item, "user:1"]), now: at(0))
            #expect(cache.lookup("a", now: at(0)).fresh == 1)
            generations.invalidate([fallen])
            #expect(cache.lookup("a", now: at(0)).fresh == nil, "\(fallen)")
        }
    }

    @Test func aMemberDoesNotBringDownItsClass() {
        let cache = cache()
        cache.fill(1, for: "all", fence: generations.fence(["media:*"]), now: at(0))
        generations.invalidate([item])
        #expect(cache.lookup("all", now: at(0)).fresh == 1)
    }

    @Test func aFlushBreaksWhatIsHeldAndWhatIsInFlight() {
        let cache = cache()
        cache.fill(1, for: "held", fence: generations.fence([item]), now: at(0))
        let (fence, late) = (generations.fence([item]), generations.fence())
        generations.flush()
        #expect(cache.lookup("held", now: at(0)).fresh == nil)
        #expect(!cache.fill(1, for: "a", fence: fence, now: at(0)))
        #expect(!cache.fill(1, for: "a", tags: [], fence: late, now: at(0)))
        #expect(cache.fill(1, for: "a", fence: generations.fence([item]), now: at(0)))
        #expect(cache.statistics.flushes == 1)
    }

    @Test func whileSuspendedNothingIsFresh() {
        let cache = cache()
        cache.fill(1, for: "held", fence: generations.fence([]), now: at(0))
        generations.suspend()
        let fences = (generations.fence([item]), generations.fence())
        #expect(cache.lookup("held", now: at(0)).invalidated == 1)
        #expect(!cache.fill(2, for: "a", fence: fences.0, now: at(0)))
        #expect(!cache.fill(2, for: "a", tags: [item], fence: fences.1, now: at(0)))
        generations.resume()
        #expect(!cache.fill(2, for: "a", fence: fences.0, now: at(0)))
        #expect(!cache.fill(2, for: "a", tags: [item], fence: fences.1, now: at(0)))
        #expect(cache.fill(3, for: "a", fence: generations.fence([item]), now: at(0)))
        #expect(cache.lookup("a", now: at(0)).fresh == 3)
    }

    @Test func growsOldByDegrees() {
        let cache = cache()
        cache.fill(1, for: "a", fence: generations.fence([item]), now: at(0))
        #expect(cache.lookup("a", now: at(9.9)).fresh == 1)
        #expect(cache.lookup("a", now: at(10)).expired == 1)
        #expect(cache.lookup("a", now: at(14.9)).expired == 1)
        #expect(cache.lookup("a", now: at(15)).invalidated == 1)
        #expect(cache.lookup("a", now: at(29.9)).invalidated == 1)
        #expect(cache.lookup("a", now: at(30)).isAbsent)
        #expect(cache.statistics.entries == 0)
    }

    @Test func whatIsInvalidatedIsKeptForErrorsOnlyAndNotForLong() {
        let cache = cache()
        cache.fill(1, for: "a", fence: generations.fence([item]), now: at(0))
        generations.invalidate([item])
        #expect(cache.lookup("a", now: at(1)).invalidated == 1)
        #expect(cache.lookup("a", now: at(12)).invalidated == 1)
        #expect(cache.lookup("a", now: at(30)).isAbsent)

        let brief = Freshness(age: .seconds(10), staleWhileRevalidate: .seconds(60))
        cache.fill(1, for: "b", fence: generations.fence([item]), freshness: brief, now: at(0))
        generations.invalidate([item])
        #expect(cache.lookup("b", now: at(10)).isAbsent)
    }

    @Test func countsWhatItDoes() {
        let cache = cache()
        cache.fill(1, for: "a", fence: generations.fence([item]), cost: 100, now: at(0))
        _ = cache.lookup("a", now: at(1))
        _ = cache.lookup("b", now: at(1))
        _ = cache.lookup("a", now: at(11))
        cache.countStaleServed()
        generations.invalidate([item, "media:8"])
        let now = cache.statistics
        #expect((now.hits, now.misses, now.staleServed) == (1, 2, 1))
        #expect((now.fills, now.refusedFills, now.invalidations) == (1, 0, 1))
        #expect((now.entries, now.bytes, now.oldestUse) == (1, 100, at(11)))
    }

    @Test func staysWithinItsBounds() {
        let cache = FencedCache<Int, Int>(generations: generations, capacity: 3, byteBudget: 100)
        for key in 0..<10 { cache.fill(key, for: key, fence: generations.fence([]), cost: 40, now: at(0)) }
        #expect(cache.statistics.entries == 2)
        #expect(cache.statistics.evictions == 8)
        #expect(!cache.fill(1, for: 1, fence: generations.fence([]), cost: 101, now: at(0)))
        cache.resize(capacity: 1, now: at(0))
        #expect(cache.statistics.entries == 1)
        cache.remove(9)
        #expect(cache.lookup(9, now: at(0)).isAbsent)
    }
}
