/// The headers of a message, written one after the other. Every value passes `append`, which lets no line break in.
struct HeaderFields {
    /// RFC 2047 allows no more for a line with an encoded word; RFC 5322 asks for 78.
    private static let width = 76

    private(set) var text = ""

    /// A line breaks between two pieces where they would not fit, never within one. Pieces are joined by a space.
    mutating func append(_ name: String, _ pieces: [String]) throws(MessageError) {
        for piece in pieces { try MessageError.refuseLineBreaks(in: piece, of: name) }
        text += "\(name):"
        var used = name.utf8.count + 1
        for piece in pieces {
            let fits = used + 1 + piece.utf8.count <= Self.width
            text += fits ? " " : "\r\n "
            text += piece
            used = (fits ? used : 0) + 1 + piece.utf8.count
        }
        text += "\r\n"
    }

    mutating func append(_ name: String, text value: String) throws(MessageError) {
        try MessageError.refuseLineBreaks(in: value, of: name)
        try append(name, value.isPlain ? value.split(separator: " ").map(String.init) : EncodedWords.of(value))
    }

    mutating func append(_ name: String, _ address: MailAddress) throws(MessageError) {
        try append(name, Self.phrase(address.name) + ["<\(address.text)>"])
    }

    private static func phrase(_ name: String?) -> [String] {
        guard let name else { return [] }
        let quoted = "\"\(name.replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#))\""
        return name.isPlain && quoted.utf8.count < width ? [quoted] : EncodedWords.of(name)
    }
}

extension String {
    /// Whether it can stand in a header as it is: printable ASCII that nobody takes for an encoded word, in words that fit a line,
    /// with single spaces, which are all that folding keeps.
    fileprivate var isPlain: Bool {
        utf8.allSatisfy { (0x20...0x7E).contains($0) } && !contains("=?")
            && split(separator: " ", omittingEmptySubsequences: false).allSatisfy { (1...70).contains($0.utf8.count) }
    }
}
