/// RFC 2045, 6.7.
enum QuotedPrintable {
    private static let width = 76

    /// - Parameter body: with CRLF at the end of each line.
    static func encode(_ body: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(body.count + body.count / 8)
        for line in body.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            encode(line: line.dropLast(), into: &encoded)
        }
        return encoded
    }

    private static func encode(line: ArraySlice<UInt8>, into encoded: inout [UInt8]) {
        var used = 0
        for (index, byte) in zip(line.indices, line) {
            let token = self.token(byte, isLast: index == line.endIndex - 1)
            // One place is kept for the `=` of a line that goes on.
            if used + token.count > width - 1 {
                encoded += [0x3D, 0x0D, 0x0A]
                used = 0
            }
            encoded += token
            used += token.count
        }
        encoded += [0x0D, 0x0A]
    }

    /// Space at the end of a line would be lost on the way.
    private static func token(_ byte: UInt8, isLast: Bool) -> [UInt8] {
        switch byte {
        case 0x3D: escaped(byte)
        case 0x21...0x7E: [byte]
        case 0x20, 0x09: isLast ? escaped(byte) : [byte]
        default: escaped(byte)
        }
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
