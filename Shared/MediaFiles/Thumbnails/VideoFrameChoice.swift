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
        func keyFrames(_ start: Duration) -> Self { Self(start: start, filter: "thumbnail=8", onlyKeyFrames: true) }
        func allFrames(_ start: Duration) -> Self { Self(start: start, filter: "thumbnail=50", onlyKeyFrames: false) }
        // Short clips may have a single key frame, and broken indexes cannot be sought in: then all frames are looked at.
        let thorough = [allFrames(whole / 10), allFrames(whole / 2), allFrames(whole * 4 / 5), allFrames(.zero)]
        return whole < .seconds(8) ? thorough : [keyFrames(whole / 10), keyFrames(whole / 3)] + thorough
    }

    var inputArguments: [String] {
        let seconds = Double(start.components.seconds) + Double(start.components.attoseconds) * 1e-18
        return ["-ss", "\(seconds)", "-t", "120"] + (onlyKeyFrames ? ["-noaccurate_seek", "-skip_frame", "nokey"] : [])
    }
}
