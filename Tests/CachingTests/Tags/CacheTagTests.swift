import Contracts
import Testing

@testable import Caching

@Suite struct CacheTagTests {
    @Test(arguments: ["media:7", "media:*", "media:trending", "user:profile:0192", "a"])
    func takesNames(text: String) {
        #expect(CacheTag(text)?.text == text)
    }

    @Test(arguments: ["", "two words", "line\nbreak", "naïve", String(repeating: "a", count: 201)])
    func refusesWhatWouldNotTravel(text: String) {
        #expect(CacheTag(text) == nil)
    }

    @Test func knowsItsClass() {
        #expect(CacheTag("media:7").classTag == "media:*")
        #expect(CacheTag("user:profile:7").classTag == "user:profile:*")
        #expect(CacheTag("media:*").classTag == nil)
        #expect(CacheTag("health").classTag == nil)
    }

    @Test func isMadeOfAnID() {
        let id = PlaylistID.make()
        #expect(CacheTag("playlist", id).text == "playlist:\(id)")
        #expect(CacheTag("playlist", id).classTag == CacheTag(classOf: "playlist"))
    }

    @Test func bringsItsClassOnce() {
        let tags: [CacheTag] = ["media:7", "media:8", "media:7", "health", "media:*"]
        #expect(tags.withClasses == ["media:7", "media:*", "media:8", "health"])
    }
}
