/// Decides what a file is in the catalogue and what it is called, from its path, its bytes and what was probed.
package enum MediaClassifier {
    /// `path` is relative to the library; for an upload it is the file's name.
    package static func classify(path: String, type: SniffedType, probed: ProbedMedia) -> ClassifiedMedia {
        let place = MediaPath(path)
        let kind = kind(place, type, probed)
        let name = kind == .photo || kind == .music ? CleanName(plain: place.name) : CleanName(release: place.name)
        return ClassifiedMedia(
            kind: kind, title: probed.tags.title ?? title(kind, place, name),
            year: probed.tags.year ?? name.year, contentType: contentType(type, kind))
    }

    private static func kind(_ place: MediaPath, _ type: SniffedType, _ probed: ProbedMedia) -> MediaKind {
        switch type.category {
        case .image: .photo
        case .audio: .music
        case .video: !probed.hasVideo ? .music : place.isEpisode ? .show : .movie
        }
    }

    private static func title(_ kind: MediaKind, _ place: MediaPath, _ name: CleanName) -> String {
        switch kind {
        case .photo, .movie: name.title
        case .music: name.withoutTrackNumber
        case .show:
            // "02 Pilot.mkv" in "Name/Season 1" says too little by itself.
            if !place.namesEpisode, let show = place.showFolder { "\(CleanName(release: show).title) – \(name.title)" } else { name.title }
        }
    }

    private static func contentType(_ type: SniffedType, _ kind: MediaKind) -> String {
        guard kind == .music, type.category == .video else { return type.contentType }
        return switch type {
        case .mp4, .m4v, .quickTime, .threeGPP: "audio/mp4"
        case .matroska: "audio/x-matroska"
        case .webm: "audio/webm"
        case .windowsMedia: "audio/x-ms-wma"
        case .oggVideo: "audio/ogg"
        default: type.contentType
        }
    }
}
