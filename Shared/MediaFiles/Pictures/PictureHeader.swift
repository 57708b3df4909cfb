/// What a picture says of itself before its pixels.
struct PictureHeader: Sendable, Hashable {
    /// As stored, before the orientation is applied.
    var width: Int
    var height: Int
    var exif = Exif()

    var uprightWidth: Int { exif.isTurnedSideways ? height : width }
    var uprightHeight: Int { exif.isTurnedSideways ? width : height }
}
