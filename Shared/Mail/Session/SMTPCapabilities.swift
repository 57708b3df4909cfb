/// What a server offered in its answer to EHLO. Words that we have no use for are left out.
struct SMTPCapabilities: Equatable {
    private(set) var startTLS = false
    private(set) var eightBit = false
    private(set) var utf8 = false
    /// In bytes; nil where it sets no limit or does not say.
    private(set) var maximumSize: Int?
    private(set) var takesSize = false
    private(set) var mechanisms: Set<String> = []

    init() {}

    /// The first line is the server's name.
    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() { read(line.uppercased().split(separator: " ")) }
    }

    private mutating func read(_ words: [Substring]) {
        switch words.first {
        case "STARTTLS": startTLS = true
        case "8BITMIME": eightBit = true
        case "SMTPUTF8": utf8 = true
        case "SIZE":
            takesSize = true
            maximumSize = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        case "AUTH": mechanisms.formUnion(words.dropFirst().map(String.init))
        // An old spelling that some servers still use alone.
        case let word? where word.hasPrefix("AUTH="):
            mechanisms.formUnion([String(word.dropFirst(5))] + words.dropFirst().map(String.init))
        default: break
        }
    }
}
