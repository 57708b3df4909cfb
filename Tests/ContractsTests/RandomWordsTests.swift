import Testing

@testable import Contracts

struct RandomWordsTests {
    @Test func noneComesTwiceAlsoAfterARefill() {
        var words = RandomWords()
        #expect(Set((0..<1_000).map { _ in words.next() }).count == 1_000)
    }

    @Test func allBitsAreUsed() {
        var words = RandomWords()
        let (ones, zeros) = (0..<1_000).reduce(into: (UInt64(0), UInt64(0))) { bits, _ in
            let word = words.next()
            bits.0 |= word
            bits.1 |= ~word
        }
        #expect(ones == .max && zeros == .max)
    }
}
