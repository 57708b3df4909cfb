/// Recognises what must not enter: things that run, that point elsewhere, or that a browser would execute.
enum RefusedContent {
    static func reason(of head: Head) -> SniffError.Refusal? {
        if isExecutable(head) { return .executable }
        if isArchive(head) { return .archive }
        if head.has("%PDF") || head.has([0xD0, 0xCF, 0x11, 0xE0]) || head.has("%!PS") { return .document }
        return textReason(head)
    }

    private static func isExecutable(_ head: Head) -> Bool {
        head.has([0x7F, 0x45, 0x4C, 0x46]) || head.has("MZ") || head.has("#!") || head.has([0xCA, 0xFE, 0xBA, 0xBE])
            || head.has([0xCF, 0xFA, 0xED, 0xFE]) || head.has([0xCE, 0xFA, 0xED, 0xFE]) || head.has("\u{0}asm")
    }

    private static func isArchive(_ head: Head) -> Bool {
        head.has([0x50, 0x4B, 3, 4]) || head.has([0x50, 0x4B, 5, 6]) || head.has("Rar!") || head.has("BZh")
            || head.has([0x37, 0x7A, 0xBC, 0xAF]) || head.has([0x1F, 0x8B]) || head.has([0x28, 0xB5, 0x2F, 0xFD])
            || head.has([0xFD, 0x37, 0x7A, 0x58, 0x5A]) || head.has("ustar", at: 257)
    }

    private static func textReason(_ head: Head) -> SniffError.Refusal? {
        guard let text = text(head) else { return nil }
        if text.contains("<svg") { return .svg }
        let playlists = [
            "#extm3u", "#extinf", "[playlist]", "ffconcat", "<asx", "<smil", "<mpd", "<playlist", "[reference]",
        ]
        if playlists.contains(where: text.contains) || looksLikeConcatOrCue(text) { return .playlist }
        return .text
    }

    private static func looksLikeConcatOrCue(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            line.hasPrefix("file '") || line.hasPrefix("file \"") || line.hasPrefix("rem genre")
        }
    }

    /// Lower-case text if these bytes are text, in UTF-8 or UTF-16 with a mark: no control characters but white space.
    private static func text(_ head: Head) -> String? {
        if head.has([0xFF, 0xFE]) || head.has([0xFE, 0xFF]) {
            return String(decoding: head.bytes.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self).lowercased()
        }
        let isPlain = head.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
        // Old encodings use bytes above 0x7F, but never mostly.
        let foreign = head.bytes.lazy.filter { $0 >= 0x80 }.count
        guard isPlain, foreign * 3 < head.count || String(validating: head.bytes, as: UTF8.self) != nil else { return nil }
        return String(decoding: head.bytes, as: UTF8.self).lowercased()
    }
}
