import Redis
import Testing

@testable import gateway

struct LivePositionTests {
    private static func position(_ media: UInt64, _ playlists: UInt64, _ jobs: UInt64) -> LivePosition {
        var position = LivePosition()
        position[.media] = StreamID(milliseconds: media, sequence: 7)
        position[.playlists] = StreamID(milliseconds: playlists)
        position[.jobs] = StreamID(milliseconds: jobs)
        position[.workers] = StreamID(milliseconds: 3)
        return position
    }

    @Test func readsBackWhatItWrites() {
        #expect(Self.position(12, 0, 5).description == "m12-7.p0-0.j5-0.w3-0")
        for _ in 0..<200 {
            let position = Self.position(.random(in: 0...(.max)), .random(in: 0...9), .random(in: 0...(.max)))
            #expect(LivePosition(position.description) == position)
        }
    }

    @Test(arguments: [
        "", "m1-0", "m1-0.p1-0.j1-0", "p1-0.m1-0.j1-0.w1-0", "m1-0.p1-0.j1-0.j1-0", "m1-0.p1-0.j1-0.w1-0.w1-0", "m1-0.p1-0.j1-0.w",
        "m-1.p1-0.j1-0.w1-0", "mx.p1-0.j1-0.w1-0", "m1-0.p1-0.j1-0.w99999999999999999999-0", String(repeating: "m", count: 300),
    ])
    func whatItDidNotWriteIsNoPosition(text: String) { #expect(LivePosition(text) == nil) }

    @Test func mergingGoesBackNowhere() {
        var one = Self.position(5, 9, 1)
        one.merge(Self.position(3, 10, 1))
        #expect(one == Self.position(5, 10, 1))
    }

    @Test func nothingIsBehindTheEnd() {
        for source in LiveSource.allCases { #expect(LivePosition.end[source] == .maximum) }
    }

    @Test func aStreamBeginsWhereTheClientSays() {
        #expect(LiveStart(nil) == .now)
        #expect(LiveStart("") == .now)
        #expect(LiveStart("nonsense") == .unknown)
        #expect(LiveStart("m12-7.p0-0.j5-0.w3-0") == .after(Self.position(12, 0, 5)))
    }
}
