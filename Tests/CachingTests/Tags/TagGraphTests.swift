import Caching
import Testing

@Suite struct TagGraphTests {
    private let guide = TagGraph.mediaNest

    @Test func whatBelongsToAUserFallsWithThatUser() {
        #expect(guide.expand("user:7") == ["user:7", "user:profile:7", "user:playlists:7", "user:sessions:7"])
    }

    @Test func aClassTakesItsDependentsAsClasses() {
        #expect(guide.expand("user:*") == ["user:*", "user:profile:*", "user:playlists:*", "user:sessions:*"])
    }

    @Test(arguments: ["media:7", "media:*"] as [CacheTag])
    func rulesAreFollowedToTheEnd(tag: CacheTag) {
        #expect(
            guide.expand(tag) == [tag, "media:search:*", "playlist:*", "user:playlists:*", "playlist:public", "media:trending"])
    }

    @Test func aPlaylistTakesTheListsThatItMayBeIn() {
        #expect(guide.expand("playlist:9") == ["playlist:9", "user:playlists:*", "playlist:public"])
    }

    /// `media:trending` looks like an item, and `playlist:public` like a playlist.
    @Test(arguments: ["media:trending", "playlist:public", "user:profile:7", "weather"] as [CacheTag])
    func aNameIsNoIDAndALeafFallsAlone(tag: CacheTag) {
        #expect(guide.expand(tag) == [tag])
    }

    @Test func severalTagsFallOnceEach() {
        let fallen = guide.expand(["playlist:1", "playlist:2"])
        #expect(fallen == ["playlist:1", "user:playlists:*", "playlist:public", "playlist:2"])
    }

    @Test func idsAreCarriedThroughSeveralRules() throws {
        let graph = try TagGraph(["a:{id}": ["b:{id}"], "b:{key}": ["c:d:{key}", "e:*"], "e:*": ["f"]])
        #expect(graph.expand("a:7") == ["a:7", "b:7", "c:d:7", "e:*", "f"])
        #expect(graph.expand("a:*") == ["a:*", "b:*", "c:d:*", "e:*", "f"])
    }

    @Test func anIDThatHappensToBeANameHasTheNamesRules() throws {
        let graph = try TagGraph(["a:{id}": ["b:{id}"], "b:special": ["c"]])
        #expect(graph.expand("a:special") == ["a:special", "b:special", "c"])
        #expect(graph.expand("a:7") == ["a:7", "b:7"])
    }

    @Test func whatTwoRulesLeadToFallsOnce() throws {
        let graph = try TagGraph(["a": ["b", "c"], "b": ["d"], "c": ["d"]])
        #expect(graph.expand("a") == ["a", "b", "d", "c"])
    }

    @Test func aCycleIsRefusedAndNamed() {
        #expect(throws: TagGraphError.cycle(["a:*", "b:*", "c", "a:*"])) {
            try TagGraph(["a:*": ["x", "b:*"], "b:{id}": ["c"], "c": ["a:*"]])
        }
        #expect(throws: TagGraphError.cycle(["a:*", "a:*"])) { try TagGraph(["a:{id}": ["a:*"]]) }
        #expect(TagGraphError.cycle(["a", "b", "a"]).description.contains("a → b → a"))
    }

    @Test(arguments: ["", "a b", "a*:b", "*", "{id}", "a:{", "a:{}", "a:b*", "a:{id}x", ":*", "a:", "a:{i*}"])
    func patternsThatMeanNothingAreRefused(pattern: String) {
        #expect(throws: TagGraphError.malformed(pattern)) { try TagGraph([pattern: ["x"]]) }
        #expect(throws: TagGraphError.malformed(pattern)) { try TagGraph(["x": [pattern]]) }
    }

    @Test func aParameterMustComeFromTheSource() {
        #expect(throws: TagGraphError.unbound("b:{id}", source: "a:*")) { try TagGraph(["a:*": ["b:{id}"]]) }
        #expect(throws: TagGraphError.unbound("b:{x}", source: "a:{id}")) { try TagGraph(["a:{id}": ["b:{x}"]]) }
    }

    @Test func aSourceHasOneRule() {
        #expect(throws: TagGraphError.repeated("a:*")) { try TagGraph(["a:{id}": ["b"], "a:*": ["c"]]) }
    }
}
