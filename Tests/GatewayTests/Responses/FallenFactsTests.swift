import Caching
import Contracts
import Testing

@testable import gateway

struct FallenFactsTests {
    private let start = ContinuousClock.now

    @Test func theNewestEventIsWhatMustBeShown() {
        var facts = FallenFacts()
        #expect(facts.requirement(of: .media, now: start) == .nothing)
        let wasTold = facts.came(Fact(.media, 4), now: start)
        #expect(!wasTold)
        _ = facts.came(Fact(.media, 3), now: start)
        #expect(facts.requirement(of: .media, now: start) == .fact(3), "the stream's order counts, not the numbers'")
        #expect(facts.requirement(of: .auth, now: start) == .nothing)
    }

    @Test func aWriteWhoseEventHasNotComeGoesBeforeIt() {
        var facts = FallenFacts()
        _ = facts.came(Fact(.media, 4), now: start)
        facts.told(Fact(.media, 7), now: start)
        #expect(facts.requirement(of: .media, now: start) == .fact(7))
        _ = facts.came(Fact(.media, 5), now: start)
        #expect(facts.requirement(of: .media, now: start) == .fact(7))
        let wasTold = facts.came(Fact(.media, 7), now: start)
        #expect(wasTold)
        #expect(facts.requirement(of: .media, now: start) == .fact(7))
    }

    @Test func severalOfThoseCannotBeProven() {
        var facts = FallenFacts()
        facts.told(Fact(.media, 7), now: start)
        facts.told(Fact(.media, 6), now: start)
        #expect(facts.requirement(of: .media, now: start) == .unprovable)
        #expect(facts.requirement(of: .playlists, now: start) == .nothing)
        _ = facts.came(Fact(.media, 6), now: start)
        #expect(facts.requirement(of: .media, now: start) == .fact(7))
    }

    @Test func anEventThatDoesNotComeProvesNothingAndIsGivenUp() {
        var facts = FallenFacts()
        _ = facts.came(Fact(.media, 9), now: start)
        facts.told(Fact(.media, 7), now: start)
        #expect(facts.requirement(of: .media, now: start + .seconds(2)) == .unprovable)
        #expect(facts.requirement(of: .media, now: start + .seconds(10)) == .fact(9))
        let wasTold = facts.came(Fact(.media, 7), now: start + .seconds(11))
        #expect(!wasTold, "it is news then, and lets fall again")
    }

    @Test func whatIsGreaterThanAllThatCameMayNotBeThereYet() {
        var facts = FallenFacts()
        #expect(!facts.isAhead(Position(.media, 1)), "a service that is not followed tells nothing of its facts")
        facts.lost(.media)
        #expect(facts.isAhead(Position(.media, 1)) && !facts.isAhead(Position()))
        facts.stands(.media, at: 5)
        #expect(!facts.isAhead(Position(.media, 5)) && facts.isAhead(Position(.media, 6)))
        _ = facts.came(Fact(.media, 7), now: start)
        _ = facts.came(Fact(.media, 6), now: start)
        #expect(!facts.isAhead(Position(.media, 7)))
        #expect(facts.isAhead(Position("m8.p1") ?? Position()))
    }

    @Test func afterAGapTheStreamsEndIsWhatMustBeShown() {
        var facts = FallenFacts()
        facts.told(Fact(.media, 7), now: start)
        facts.lost(.media)
        #expect(facts.requirement(of: .media, now: start) == .unprovable)
        facts.stands(.media, at: 12)
        #expect(facts.requirement(of: .media, now: start) == .fact(12))
        _ = facts.came(Fact(.media, 13), now: start)
        facts.stands(.media, at: 12)
        #expect(facts.requirement(of: .media, now: start) == .fact(13))
        facts.lost(.auth)
        facts.stands(.auth, at: 0)
        #expect(facts.requirement(of: .auth, now: start) == .nothing, "nothing was ever published")
    }
}
