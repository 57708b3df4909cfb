import Contracts
import Foundation
import Testing

@Suite struct IDTests {
    @Test func newOnesGrowAcrossThreads() async {
        await withTaskGroup(of: [MediaID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<20_000).map { _ in MediaID.make() } } }
            var all: Set<MediaID> = []
            for await made in group {
                #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
                #expect(zip(made, made.dropFirst()).allSatisfy { $0.description < $1.description })
                all.formUnion(made)
            }
            #expect(all.count == 160_000)
        }
    }

    @Test func newOnesAreVersion7OfNow() {
        let before = Timestamp.now().milliseconds
        let bytes = MediaID.make().uuid.uuid
        #expect(bytes.6 >> 4 == 7)
        #expect(bytes.8 >> 6 == 0b10)
        let milliseconds = [bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        // Many in one millisecond push it ahead of the clock.
        #expect(milliseconds >= before && milliseconds <= Timestamp.now().milliseconds + 1_000)
    }

    @Test func isWrittenInLowerCaseAndReadInAny() throws {
        let id = try #require(MediaID("0193A5B2-7C3D-7E4F-8A1B-0C2D3E4F5A6B"))
        #expect(id.description == "0193a5b2-7c3d-7e4f-8a1b-0c2d3e4f5a6b")
        #expect(MediaID(id.description) == id)
        for _ in 0..<500 {
            let uuid = UUID()
            #expect(MediaID(uuid).description == uuid.uuidString.lowercased())
        }
        #expect(try JSONDecoder().decode([MediaID].self, from: Data([id].jsonBytes())) == [id])
    }

    @Test(arguments: [
        "", "x", "0193a5b27c3d7e4f8a1b0c2d3e4f5a6b", "{0193a5b2-7c3d-7e4f-8a1b-0c2d3e4f5a}", "0193a5b2-7c3d-7e4f-8a1b-0c2d3e4f5a6g",
    ])
    func refusesOtherSpellings(text: String) { #expect(MediaID(text) == nil) }
}
