/// Keeps the end of what a program says, since that is where it says why it failed.
struct TextTail {
    private var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
        if bytes.count > 2 * limit { bytes.removeFirst(bytes.count - limit) }
    }

    /// Printable, without the addresses and paths that programs put before their messages.
    var text: String {
        let lines = String(decoding: bytes.suffix(limit), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.map(Self.clean).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func clean(_ line: Substring) -> String {
        var line = line.filter { $0 >= " " }
        while let start = line.firstRange(of: " @ 0x") {
            let end = line[start.upperBound...].firstIndex { !$0.isHexDigit } ?? line.endIndex
            line.removeSubrange(start.lowerBound..<end)
        }
        return line.replacing("file:/proc/self/fd/0", with: "the file")
    }
}
