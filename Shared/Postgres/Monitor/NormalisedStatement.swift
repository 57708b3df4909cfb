/// A statement's text with its literals replaced by `?` and its white space collapsed, so that texts which differ
/// only in pasted values count as one and no value is kept.
struct NormalisedStatement {
    static let maximumLength = 200

    let text: String

    init(_ sql: String) {
        var scanner = Scanner(rest: Array(sql.utf8)[...])
        scanner.run()
        text = String(String(decoding: scanner.output, as: UTF8.self).prefix(Self.maximumLength))
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>
        var output: [UInt8] = []

        mutating func run() {
            while let byte = rest.first {
                switch byte {
                case UInt8(ascii: "'"): skipString()
                case UInt8(ascii: " "), 9, 10, 13: skipSpace()
                case UInt8(ascii: "0")...UInt8(ascii: "9") where !isInsideWord: skipNumber()
                default: output.append(rest.removeFirst())
                }
            }
            while output.last == UInt8(ascii: " ") { output.removeLast() }
        }

        /// `$1` and `media2` keep their digits.
        private var isInsideWord: Bool {
            guard let last = output.last else { return false }
            return Self.isWord(last) || last == UInt8(ascii: "$")
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...255:
                true
            default: false
            }
        }

        /// A doubled quote shows as two strings side by side, which is merged into one `?`.
        private mutating func skipString() {
            rest.removeFirst()
            while let byte = rest.popFirst(), byte != UInt8(ascii: "'") {}
            if output.last != UInt8(ascii: "?") { output.append(UInt8(ascii: "?")) }
        }

        private mutating func skipSpace() {
            while let byte = rest.first, byte == UInt8(ascii: " ") || (9...13).contains(byte) { rest.removeFirst() }
            if let last = output.last, last != UInt8(ascii: " ") { output.append(UInt8(ascii: " ")) }
        }

        private mutating func skipNumber() {
            while let byte = rest.first, Self.isWord(byte) || byte == UInt8(ascii: ".") { rest.removeFirst() }
            output.append(UInt8(ascii: "?"))
        }
    }
}
