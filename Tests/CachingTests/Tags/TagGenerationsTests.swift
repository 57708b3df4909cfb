import Caching
import Testing

@Suite struct TagGenerationsTests {
    private let generations = TagGenerations(sweepsAbove: 16)

    @Test func aFenceIsIntactUntilOneOfItsTagsIsInvalidated() {
        let fence = generations.fence(["media:7", "user:1"])
        generations.invalidate(["media:8"])
        #expect(fence.isIntact)
        generations.invalidate(["user:1"])
        #expect(!fence.isIntact)
    }

    @Test func aBrokenFenceStaysBroken() {
        let fence = generations.fence(["media:7"])
        let late = generations.fence()
        generations.invalidate(["media:7"])
        forgetTags()
        generations.invalidate(["media:9"])
        #expect(!fence.isIntact)
        #expect(!generations.bind(late, to: ["media:7"]).isIntact)
        #expect(generations.fence(["media:7"]).isIntact)
    }

    /// A tag may be forgotten between the invalidation and the bind: then any doubt counts against the fence.
    @Test func forgettingATagRevivesNoFence() {
        let late = generations.fence()
        do {
            let holder = generations.fence(["media:7"])
            generations.invalidate(["media:7"])
            #expect(!holder.isIntact)
        }
        forgetTags()
        #expect(!generations.bind(late, to: ["media:7"]).isIntact)
        #expect(generations.bind(generations.fence(), to: ["media:7"]).isIntact)
    }

    @Test func aTagThatNobodyKnewWhenItFellIsFencedToo() {
        let late = generations.fence()
        generations.invalidate(["media:7"])
        #expect(!generations.bind(late, to: ["media:7"]).isIntact)
    }

    @Test func anyInvalidationBreaksAFenceOfEverything() {
        let fence = generations.fenceOfEverything()
        #expect(fence.isIntact)
        generations.invalidate(["nobody:knows"])
        #expect(!fence.isIntact)
        #expect(generations.fenceOfEverything().isIntact)
    }

    @Test func tagsThatNobodyHoldsAreForgotten() {
        let held = generations.fence(["held:1"])
        for number in 0..<10_000 { _ = generations.fence([tag("media:\(number)")]) }
        #expect(generations.statistics.tags <= 40)
        generations.invalidate(["held:1"])
        #expect(!held.isIntact)
    }

    @Test func tagsOfEntriesAreKeptAndGoWithThem() {
        let cache = FencedCache<Int, Int>(generations: generations, capacity: 50)
        for number in 0..<10_000 {
            cache.fill(number, for: number, fence: generations.fence([tag("media:\(number)"), tag("user:\(number)")]))
        }
        #expect(generations.statistics.tags < 250)
        generations.invalidate(["media:9999", "user:9998"])
        #expect((9_950..<9_998).allSatisfy { if case .fresh = cache.lookup($0) { true } else { false } })
        #expect(cache.lookup(9_998).fresh == nil)
        #expect(cache.lookup(9_999).fresh == nil)
    }

    @Test func invalidatingWhatNobodyKeepsCostsNoMemory() {
        for number in 0..<10_000 { generations.invalidate([tag("media:\(number)")]) }
        #expect(generations.statistics.tags == 0)
        #expect(generations.statistics.invalidations == 10_000)
    }

    @Test func theClassOfAHeldTagIsHeldWithIt() {
        let fence = generations.fence(["media:7"])
        forgetTags()
        generations.invalidate(["media:*"])
        #expect(!fence.isIntact)
    }

    /// So many others that all tags without a holder are swept.
    private func forgetTags() {
        for number in 0..<200 { _ = generations.fence([tag("passing:\(number)")]) }
    }
}
