/// Makes replies of bytes, however they are cut.
struct SMTPReplyParser {
    // RFC 5321 allows 512 bytes a line; servers are known to say more.
    private static let maximumLine = 4_096
    private static let maximumLines = 256

    private var line: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []

    /// Whether a reply has begun that is not complete.
    var isInside: Bool { !line.isEmpty || !lines.isEmpty }

    /// - Throws: `SMTPFault` at the first byte after which no reply can come of it.
    mutating func received(_ bytes: some Sequence<UInt8>) throws(SMTPFault) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in bytes {
            guard byte == 0x0A else {
                line.append(byte)
                guard line.count <= Self.maximumLine else { throw SMTPFault("a line of a reply is too long") }
                continue
            }
            if let reply = try finishedLine() { replies.append(reply) }
        }
        return replies
    }

    private mutating func finishedLine() throws(SMTPFault) -> SMTPReply? {
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        let digits = line.prefix(3).map { Int($0) - 0x30 }
        let mark = line.count > 3 ? line[3] : 0x20
        guard digits.count == 3, (2...5).contains(digits[0]), digits.allSatisfy({ (0...9).contains($0) }), mark == 0x20 || mark == 0x2D
        else { throw SMTPFault("what the server says is no reply") }
        let number = digits.reduce(0) { $0 * 10 + $1 }
        guard code == nil || code == number else { throw SMTPFault("the lines of a reply have different codes") }
        lines.append(Self.text(line.dropFirst(4)))
        guard lines.count <= Self.maximumLines else { throw SMTPFault("a reply has too many lines") }
        code = number
        guard mark == 0x20 else { return nil }
        defer { (code, lines) = (nil, []) }
        return SMTPReply(code: number, lines: lines)
    }

    /// Fit for a log.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

/// The peer does not speak SMTP, or not in turn.
struct SMTPFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
