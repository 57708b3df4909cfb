import FoundationEssentials

/// Text beyond ASCII in a header (RFC 2047), in base64.
enum EncodedWords {
    /// A word has at most 75 characters, 12 of which are `=?UTF-8?B?` and `?=`: room for 45 bytes in 60 characters.
    private static let maximumBytes = 45

    /// Readers join the words again; no character is split between two.
    static func of(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = String(scalar).utf8
            if bytes.count + next.count > maximumBytes {
                words.append(word(bytes))
                bytes = []
            }
            bytes += next
        }
        if !bytes.isEmpty { words.append(word(bytes)) }
        return words
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }
}
