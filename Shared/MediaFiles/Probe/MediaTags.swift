/// Tags of a file, cleaned: no control characters, no empty values, 500 characters at most.
package struct MediaTags: Sendable, Hashable {
    package var title: String?
    package var artist: String?
    package var album: String?
    package var albumArtist: String?
    package var genre: String?
    package var comment: String?
    package var track: Int?
    package var year: Int?

    package init() {}

    /// Keys are compared without case, since every format has its own habit.
    init(_ pairs: [String: String]) {
        let values = Dictionary(pairs.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        func value(_ keys: String...) -> String? {
            keys.lazy.compactMap { CleanText.value(values[$0]) }.first
        }
        title = value("title")
        artist = value("artist", "author", "performer")
        album = value("album")
        albumArtist = value("album_artist", "albumartist", "album artist")
        genre = value("genre")
        comment = value("comment", "description", "synopsis")
        track = value("track", "tracknumber").flatMap(Self.leadingNumber).flatMap { $0 > 0 ? $0 : nil }
        year = value("originaldate", "date", "year", "tyer", "tdrc").flatMap(Self.year)
    }

    private static func leadingNumber(_ text: String) -> Int? {
        let digits: Substring = text.prefix(6).prefix { $0.isASCII && $0.isNumber }
        return Int(digits)
    }

    private static func year(_ text: String) -> Int? {
        let runs: [Substring] = text.split { !$0.isASCII || !$0.isNumber }
        guard let digits = runs.first(where: { $0.count == 4 || $0.count == 8 }) else { return nil }
        return Int(digits.prefix(4)).flatMap { (1000...2999).contains($0) ? $0 : nil }
    }
}
