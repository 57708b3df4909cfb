/// Where to look for a frame that shows something, in order of cost; the first that is not dark is taken.
struct VideoFrameChoice: Sendable {
    /// From the beginning.
    var start: Duration
    /// Filters that pick one frame out of many.
    var filter: String
    var onlyKeyFrames: Bool

    /// Mean luma of a black frame is 16; below this almost nothing is to be seen.
    static let darkness = 26.0

    static func attempts(duration: Duration?) -> [VideoFrameChoice] {
        let whole = duration ?? .zero
        let early = Self(start: whole / 10, filter: "thumbnail=8", onlyKeyFrames: true)
        let later = Self(start: whole / 3, filter: "thumbnail=8", onlyKeyFrames: true)
        // Short clips have one key frame, and broken indexes cannot be sought in: look at all frames from the start.
        let all = Self(start: .zero, filter: "thumbnail=100", onlyKeyFrames: false)
        return whole < .seconds(8) ? [Self(start: whole / 10, filter: "thumbnail=100", onlyKeyFrames: false), all]
            : [early, later, all]
    }

    var inputArguments: [String] {
        let seconds = Double(start.components.seconds) + Double(start.components.attoseconds) * 1e-18
        return ["-ss", "\(seconds)", "-t", "120"] + (onlyKeyFrames ? ["-skip_frame", "nokey"] : [])
    }
}
