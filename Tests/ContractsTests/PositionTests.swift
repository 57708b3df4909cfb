import Contracts
import Testing

@Suite struct PositionTests {
    @Test func comesBackAsItWas() throws {
        var position = Position(.workers, 3)
        position.merge(Position(.auth, .max))
        #expect(position.description == "a9223372036854775807.w3")
        #expect(Position(position.description) == position)
        #expect(Position("") == Position())
        #expect(Position().isEmpty)
    }

    @Test func mergingKeepsTheNewer() {
        var position = Position(.media, 5)
        position.merge(Position(.media, 4))
        #expect(position[.media] == 5)
        position.merge(Position(.media, 6))
        #expect(position[.media] == 6)
        #expect(position[.playlists] == nil)
    }

    @Test(arguments: ["x1", "m", "m-1", "m1.5", "m99999999999999999999", "1m", "🎞️", String(repeating: "m1.", count: 60)])
    func whatIsNoPositionIsRefused(text: String) { #expect(Position(text) == nil) }
}
