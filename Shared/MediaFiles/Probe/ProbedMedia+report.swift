extension ProbedMedia {
    init(_ report: ProbeReport) throws(MediaProbeError) {
        let streams = report.streams ?? []
        let video = streams.first(where: \.isVideo), audio = streams.first(where: \.isAudio)
        guard video != nil || audio != nil else { throw .nothingToPlay }
        self.init()
        hasVideo = video != nil
        hasAudio = audio != nil
        videoCodec = video?.codec_name
        audioCodec = audio?.codec_name
        coverStream = streams.first(where: \.isCover)?.index
        bitRate = report.format?.bit_rate.flatMap { Int($0) }
        duration = (report.format?.duration ?? video?.duration ?? audio?.duration).flatMap(Self.seconds)
        if let video { (width, height) = Self.upright(video) }
        // Ogg keeps its tags with the stream.
        let pairs = (report.format?.tags ?? [:]).merging(audio?.tags ?? [:]) { first, _ in first }
        tags = MediaTags(pairs)
        takenAt = CameraTime.date(pairs["creation_time"])
    }

    init(_ header: PictureHeader, codec: String) {
        self.init()
        width = header.uprightWidth
        height = header.uprightHeight
        videoCodec = codec
        takenAt = header.exif.takenAt
        camera = header.exif.camera
        orientation = header.exif.orientation
    }

    private static func upright(_ video: ProbeReport.Stream) -> (Int?, Int?) {
        video.isTurnedSideways ? (video.height, video.width) : (video.width, video.height)
    }

    private static func seconds(_ text: String) -> Duration? {
        guard let seconds = Double(text), seconds > 0, seconds < 1e9 else { return nil }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }
}
