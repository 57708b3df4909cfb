/// The lines of a header as bytes know them: split at line feeds and nowhere else.
///
/// A `String` sees `\r\n` as one character that is not a line feed, so a value that ends in a carriage return would
/// swallow the border of its line.
enum HeaderLines {
    /// Nil when a line is not UTF-8.
    static func read(_ header: [UInt8], maximum: Int = .max) -> [String]? {
        var lines: [String] = []
        for line in header.split(separator: 0x0A, maxSplits: maximum - 1, omittingEmptySubsequences: false) {
            guard let text = String(validating: line, as: UTF8.self) else { return nil }
            lines.append(text)
        }
        return lines
    }

    /// The text with spaces for line feeds. Who calls refuses such values before; this keeps a mistake there from
    /// shifting the lines.
    static func line(_ text: String) -> String {
        guard text.utf8.contains(0x0A) else { return text }
        return String(decoding: text.utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}
