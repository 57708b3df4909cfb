/// Walks the chunks of a PNG up to its end chunk.
enum PNGHeader {
    static func read(_ file: OpenedFile) throws -> PictureHeader {
        let window = FileWindow(file)
        guard try window.text(at: 12, count: 4) == "IHDR", let width = try window.number(at: 16, bytes: 4),
            let height = try window.number(at: 20, bytes: 4)
        else { throw MediaProbeError.unreadable("the PNG has no header") }
        var header = PictureHeader(width: width, height: height)
        var offset: Int64 = 8
        while let length = try window.number(at: offset, bytes: 4), let kind = try window.text(at: offset + 4, count: 4) {
            guard Int64(length) + 12 <= window.size - offset else { break }
            if kind == "IEND" { return header }
            if kind == "eXIf", let tiff = try TIFFReader(window, at: offset + 8, length: Int64(length)) {
                header.exif = try Exif(tiff)
            }
            offset += Int64(length) + 12
        }
        throw MediaProbeError.truncated("the PNG ends before its data does")
    }
}
