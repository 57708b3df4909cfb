import Contracts
import Testing

@testable import Caching

@Suite struct InvalidationMessageTests {
    private func bytes(_ message: InvalidationMessage) -> [UInt8] { Array("8 7\n\(message.text)".utf8) }

    @Test(
        arguments: [
            .invalidate(Invalidation(["media:7", "media:trending"], fact: Fact(.media, 42)), isTierTold: true),
            .invalidate(Invalidation(["media:*"]), isTierTold: false), .invalidate(Invalidation([]), isTierTold: true),
            .barrier("abc"), .flush,
        ] as [InvalidationMessage])
    func isReadAsItWasWritten(message: InvalidationMessage) {
        let read = NumberedMessage(bytes(message))
        #expect(read == NumberedMessage(CacheMark(number: 8), after: CacheMark(number: 7), message))
    }

    @Test func readsAsTextForPeople() {
        let message = InvalidationMessage.invalidate(Invalidation(["media:7"], fact: Fact(.media, 42)), isTierTold: false)
        #expect(message.text == "invalidate media 42 tier\nmedia:7")
    }

    @Test(arguments: [
        "", "8", "8 7", "8 7\n", "8 7\nflush\n", "8 7\nflush now", "8 7\nbarrier", "8 7\nbarrier ", "8 7\nbarrier a\nb", "8 7\nnonsense",
        "8 7\ninvalidate", "8 7\ninvalidate media", "8 7\ninvalidate media x", "8 7\ninvalidate nobody 1", "8 7\ninvalidate media -1",
        "8 7\ninvalidate - 1", "8 7\ninvalidate media 1 tiers", "8 7\ninvalidate media 1\nmedia:7\n", "8 7\ninvalidate media 1\na b",
        "7 7\nflush", "7 8\nflush", "-1 -2\nflush", "x 7\nflush", "8 7 6\nflush", "flush",
    ])
    func anythingElseIsMalformed(text: String) {
        #expect(NumberedMessage(Array(text.utf8)) == nil)
    }

    @Test func bytesThatAreNoTextAreMalformed() {
        #expect(NumberedMessage([0x38, 0x20, 0x37, 0x0A, 0xFF]) == nil)
    }
}
