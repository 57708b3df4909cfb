// The names are ffprobe's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The part of ffprobe's JSON that is used. Everything is optional: formats differ in what they say.
struct ProbeReport: Decodable {
    var streams: [Stream]?
    var format: Format?

    struct Format: Decodable {
        var duration: String?
        var bit_rate: String?
        var tags: [String: String]?
    }

    struct Stream: Decodable {
        var index: Int
        var codec_type: String?
        var codec_name: String?
        var width: Int?
        var height: Int?
        var duration: String?
        var disposition: [String: Int]?
        var tags: [String: String]?
        var side_data_list: [SideData]?
    }

    struct SideData: Decodable {
        var rotation: Double?
    }
}

extension ProbeReport.Stream {
    var isCover: Bool { codec_type == "video" && (disposition?["attached_pic"] == 1 || isStill) }

    /// Ogg and Matroska hold covers as plain streams of one picture.
    private var isStill: Bool {
        guard let mime = tags?.first(where: { $0.key.lowercased() == "mimetype" })?.value else { return false }
        return mime.hasPrefix("image/")
    }

    var isVideo: Bool { codec_type == "video" && !isCover }
    var isAudio: Bool { codec_type == "audio" }

    var isTurnedSideways: Bool {
        let side = side_data_list?.lazy.compactMap(\.rotation).first
        let degrees = side ?? tags?["rotate"].flatMap(Double.init) ?? 0
        return Int(degrees.rounded()) % 180 != 0
    }
}
