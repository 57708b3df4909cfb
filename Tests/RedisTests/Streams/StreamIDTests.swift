import Redis
import Testing

@Suite struct StreamIDTests {
    @Test(arguments: ["0-0", "1526919030474-55", "18446744073709551615-18446744073709551615"])
    func readsWhatItWrites(text: String) {
        #expect(StreamID(text)?.description == text)
    }

    @Test(arguments: ["", "-", "1-", "-1", "1-2-3", "x", "1 -2", "18446744073709551616", "1-18446744073709551616", "+1"])
    func refuses(text: String) {
        #expect(StreamID(text) == nil)
    }

    @Test func mayLeaveOutItsSequence() {
        #expect(StreamID("12") == StreamID(milliseconds: 12))
    }

    @Test func isOrderedByTimeThenSequence() {
        #expect(StreamID(milliseconds: 9, sequence: 9) < StreamID(milliseconds: 10))
        #expect(StreamID(milliseconds: 1, sequence: .max).next == StreamID(milliseconds: 2))
        #expect(StreamID.maximum.next == .maximum)
    }
}
