/// A content type found in the bytes, not believed from a name or a header.
package struct SniffedType: Sendable, Hashable {
    package var contentType: String
    package var category: MediaCategory
    /// The usual one for this type, without the dot.
    package var fileExtension: String

    package init(_ contentType: String, _ category: MediaCategory, _ fileExtension: String) {
        self.contentType = contentType
        self.category = category
        self.fileExtension = fileExtension
    }
}

extension SniffedType {
    static let jpeg = Self("image/jpeg", .image, "jpg")
    static let png = Self("image/png", .image, "png")
    static let gif = Self("image/gif", .image, "gif")
    static let webp = Self("image/webp", .image, "webp")
    static let avif = Self("image/avif", .image, "avif")
    static let heic = Self("image/heic", .image, "heic")
    static let tiff = Self("image/tiff", .image, "tiff")
    static let bmp = Self("image/bmp", .image, "bmp")

    static let mp4 = Self("video/mp4", .video, "mp4")
    static let m4v = Self("video/x-m4v", .video, "m4v")
    static let quickTime = Self("video/quicktime", .video, "mov")
    static let threeGPP = Self("video/3gpp", .video, "3gp")
    static let matroska = Self("video/x-matroska", .video, "mkv")
    static let webm = Self("video/webm", .video, "webm")
    static let avi = Self("video/x-msvideo", .video, "avi")
    static let transportStream = Self("video/mp2t", .video, "ts")
    static let programStream = Self("video/mpeg", .video, "mpg")
    static let flv = Self("video/x-flv", .video, "flv")
    static let windowsMedia = Self("video/x-ms-wmv", .video, "wmv")
    static let oggVideo = Self("video/ogg", .video, "ogv")

    static let m4a = Self("audio/mp4", .audio, "m4a")
    static let ogg = Self("audio/ogg", .audio, "ogg")
    static let flac = Self("audio/flac", .audio, "flac")
    static let mp3 = Self("audio/mpeg", .audio, "mp3")
    static let wav = Self("audio/wav", .audio, "wav")
    static let aac = Self("audio/aac", .audio, "aac")
    static let aiff = Self("audio/aiff", .audio, "aiff")

    /// The demuxer that ffmpeg may use for this type, and no other: a playlist in disguise finds none.
    var demuxer: String {
        switch self {
        case .mp4, .m4v, .quickTime, .threeGPP, .m4a, .avif, .heic: "mov,mp4,m4a,3gp,3g2,mj2"
        case .matroska, .webm: "matroska,webm"
        case .avi: "avi"
        case .transportStream: "mpegts"
        case .programStream: "mpeg,mpegvideo"
        case .flv: "flv"
        case .windowsMedia: "asf"
        case .oggVideo, .ogg: "ogg"
        case .flac: "flac"
        case .mp3: "mp3"
        case .wav: "wav,w64"
        case .aac: "aac"
        case .aiff: "aiff"
        case .bmp: "bmp_pipe"
        case .gif: "gif"
        case .jpeg: "jpeg_pipe"
        case .png: "png_pipe"
        case .webp: "webp_pipe"
        case .tiff: "tiff_pipe"
        default: "none"
        }
    }
}
