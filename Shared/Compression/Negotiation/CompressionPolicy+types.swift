extension CompressionPolicy {
    private static let textual: [StaticString] = [
        "application/json", "application/javascript", "application/xml", "application/x-ndjson", "application/wasm",
    ]

    /// Whether bodies of this type get smaller. Pictures, films, music and archives are compressed already, except for SVG and bitmaps.
    /// Plain sound (WAV, AIFF) is not among them: it loses a tenth, and with its length and its ranges what players go by.
    /// An event stream is text, but its events must not wait in an encoder.
    package func gains(_ contentType: String) -> Bool {
        var contentType = contentType
        return contentType.withUTF8 { bytes in
            let type = bytes.prefix { $0 != UInt8(ascii: ";") }.trimmed
            if type.hasPrefix("text/") { return !type.equals("text/event-stream") }
            if type.hasPrefix("application/") || type.equals("image/svg+xml") {
                return type.hasSuffix("+json") || type.hasSuffix("+xml") || Self.textual.contains { type.equals($0) }
            }
            return type.equals("image/bmp")
        }
    }
}
