import Contracts

extension MediaItem {
    func facts(version: Int64) -> MediaFacts {
        MediaFacts(
            id: id, type: type, source: source, title: title, artist: artist, album: album, durationSeconds: durationSeconds,
            thumbnailUrl: thumbnailUrl, version: version)
    }
}
