import FoundationEssentials

/// Base64 as tokens and hashes spell it: without padding.
enum Base64 {
    /// The standard alphabet, without padding.
    static func encode(_ bytes: [UInt8]) -> String {
        let padded = Data(bytes).base64EncodedString()
        return String(padded.prefix { $0 != "=" })
    }

    /// The URL alphabet, without padding.
    static func encodeURL(_ bytes: some Sequence<UInt8>) -> String {
        String(encode(Array(bytes)).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// Reads the standard alphabet, padded or not. `nil` if the text is not base64.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let bare = text.hasSuffix("=") ? String(text.prefix { $0 != "=" }) : String(text)
        let padding = String(repeating: "=", count: (4 - bare.utf8.count % 4) % 4)
        return Data(base64Encoded: bare + padding).map { [UInt8]($0) }
    }

    /// Reads the URL alphabet. `nil` if the text is not base64.
    static func decodeURL(_ text: String) -> [UInt8]? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" }) else { return nil }
        return decode(String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
    }
}
