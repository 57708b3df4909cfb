/// Reads the parts of a zone file in their order (RFC 9636, section 3).
struct ZoneFileReader {
    struct Counts {
        let times: Int
        let types: Int
        let characters: Int
        let leaps: Int
        let standards: Int
        let universals: Int

        /// The bytes of a data block.
        func size(ofTimes width: Int) -> Int { times * (width + 1) + types * 6 + rest(ofTimes: width) }

        /// Of those, the bytes after the types.
        func rest(ofTimes width: Int) -> Int { characters + leaps * (width + 4) + standards + universals }
    }

    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil where there is none.
    mutating func header() -> Counts? {
        guard bytes.dropFirst(next).starts(with: Array("TZif".utf8)), skip(20), let counts = numbers(6, bytes: 4) else { return nil }
        guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
        return Counts(
            times: counts[3], types: counts[4], characters: counts[5], leaps: counts[2], standards: counts[1], universals: counts[0])
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - next else { return false }
        next += count
        return true
    }

    /// Big-endian numbers of a width. Nil where the file ends before them.
    mutating func numbers(_ count: Int, bytes width: Int, isSigned: Bool = true) -> [Int]? {
        let start = next
        guard skip(count * width) else { return nil }
        return (0..<count).map { index in
            let part = bytes[(start + index * width)..<(start + (index + 1) * width)]
            let value = part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard isSigned else { return Int(value) }
            let unused = 64 - 8 * width
            return Int(Int64(bitPattern: value << UInt64(unused)) >> Int64(unused))
        }
    }

    /// The line at the end.
    func footer() -> String? {
        let lines = bytes[next...].split(separator: UInt8(ascii: "\n"))
        return lines.first.map { String(decoding: $0, as: UTF8.self) }
    }
}
