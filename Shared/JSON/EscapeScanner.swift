/// Finds the bytes that a JSON string cannot hold as they are: quotes, backslashes and control characters (RFC 8259, section 7).
enum EscapeScanner {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The first such byte at or behind `start`; nil where there is none.
    static func first(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index + 8 <= text.count {
            let found = marks(in: UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count {
            if needsEscape(text[index]) { return index }
            index += 1
        }
        return nil
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Eight bytes at once: the classic tests for a zero byte and for a byte below a bound (Henry S. Warren, "Hacker's Delight",
    /// chapter 6). The lowest mark stands at the first byte that needs an escape; those above it may be wrong.
    private static func marks(in word: UInt64) -> UInt64 {
        let quotes = hasZero(word ^ (ones &* UInt64(UInt8(ascii: "\""))))
        let backslashes = hasZero(word ^ (ones &* UInt64(UInt8(ascii: "\\"))))
        let controls = (word &- ones &* 0x20) & ~word & highs
        return quotes | backslashes | controls
    }

    private static func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
}
