/// The canonical spelling of a UUID (RFC 9562, section 4): 36 characters, lower case.
package enum UUIDText {
    /// Lends the spelling of 16 bytes.
    package static func with<Result>(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        precondition(bytes.count == 16, "a UUID has 16 bytes")
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { text in
            var at = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    text[at] = UInt8(ascii: "-")
                    at += 1
                }
                text[at] = digit(bytes[index] >> 4)
                text[at + 1] = digit(bytes[index] & 15)
                at += 2
            }
            return body(UnsafeRawBufferPointer(text))
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
}
