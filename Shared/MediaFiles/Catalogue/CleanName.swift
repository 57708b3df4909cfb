/// A title made from a file's name.
struct CleanName {
    let title: String
    let year: Int?

    /// For names that people gave: only the separators become spaces.
    init(plain name: String) {
        title = Self.nonEmpty(Self.words(name).joined(separator: " "), name)
        year = nil
    }

    /// For names of films: what a release adds (`1080p`, `x264`, a group) is cut, and the year is taken out.
    init(release name: String) {
        let words = Self.words(name)
        let end = words.indices.first { $0 > 0 && Self.isJunk(words[$0]) } ?? words.count
        let yearIndex = Self.yearIndex(words, upTo: end)
        year = yearIndex.flatMap { Int(Self.bare(words[$0])) }
        let kept = words[..<(yearIndex ?? end)]
        title = Self.nonEmpty(Self.trimmed(kept.joined(separator: " ")), name)
    }

    /// `03 - Name` and `03. Name` are tracks.
    var withoutTrackNumber: String {
        guard let match = title.prefixMatch(of: /\d{1,3}(?:[ ]*[-.)][ ]*|[ ]+)(?=[^\s\d])/) else { return title }
        return String(title[match.range.upperBound...])
    }

    /// Dots separate words only where there is no space: `Dr. No` keeps its own.
    private static func words(_ name: String) -> [Substring] {
        let hasSpaces = name.contains(" ")
        return name.split { $0 == " " || $0 == "_" || (!hasSpaces && $0 == ".") || $0.isWhitespace }
    }

    /// In brackets anywhere, or bare at the end of what is kept; never the first word, which is then a title (`1917`).
    private static func yearIndex(_ words: [Substring], upTo end: Int) -> Int? {
        let candidates = words.indices.prefix(end).filter { $0 > 0 && isYear(bare(words[$0])) }
        return candidates.last { words[$0].first == "(" || words[$0].first == "[" } ?? candidates.last { $0 == end - 1 }
    }

    private static func isYear(_ word: Substring) -> Bool {
        word.count == 4 && Int(word).map { (1890...2099).contains($0) } ?? false
    }

    private static func bare(_ word: Substring) -> Substring {
        var word = word
        while let first = word.first, "([{".contains(first) { word.removeFirst() }
        while let last = word.last, ")]}".contains(last) { word.removeLast() }
        return word
    }

    private static let junk: Set<String> = [
        "480p", "576p", "720p", "1080p", "1080i", "2160p", "4k", "uhd", "hdr", "hdr10", "10bit", "8bit", "x264", "x265",
        "h264", "h265", "h.264", "h.265", "hevc", "avc", "xvid", "divx", "bluray", "blu-ray", "bdrip", "brrip", "dvdrip",
        "webrip", "web-dl", "webdl", "hdtv", "hdrip", "remux", "aac", "ac3", "dts", "dts-hd", "truehd", "ddp5", "dd5",
        "yify", "rarbg",
    ]

    private static func isJunk(_ word: Substring) -> Bool {
        let word = bare(word).lowercased()
        // The group comes after the last hyphen: `x264-GROUP`.
        return junk.contains(word) || junk.contains(String(word.prefix { $0 != "-" }))
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let last = text.last, " -–([{".contains(last) { text.removeLast() }
        return String(text)
    }

    private static func nonEmpty(_ title: String, _ name: String) -> String {
        CleanText.value(title) ?? CleanText.value(name) ?? "Untitled"
    }
}
