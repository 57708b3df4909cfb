import FoundationEssentials

/// The few things of EXIF that a catalogue shows.
struct Exif: Sendable, Hashable {
    /// 1…8 as the camera was held; 1 is upright.
    var orientation = 1
    /// Where the camera did not say its offset from UTC, its clock is taken for UTC.
    var takenAt: Date?
    var camera: String?

    /// The picture is shown with its sides swapped.
    var isTurnedSideways: Bool { orientation >= 5 }
}
