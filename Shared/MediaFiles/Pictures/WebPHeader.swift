/// Reads the chunks of a WebP.
enum WebPHeader {
    static func read(_ file: OpenedFile) throws -> PictureHeader {
        let window = FileWindow(file)
        guard var header = try size(window) else { throw MediaProbeError.unreadable("the WebP has no picture") }
        var offset: Int64 = 12
        while let kind = try window.text(at: offset, count: 4),
            let length = try window.number(at: offset + 4, bytes: 4, littleEndian: true)
        {
            if kind == "EXIF" { header.exif = try exif(window, at: offset + 8, length: length) }
            offset += 8 + Int64(length) + Int64(length & 1)
        }
        return header
    }

    private static func size(_ window: FileWindow) throws -> PictureHeader? {
        func number(_ offset: Int64, _ count: Int) throws -> Int? {
            try window.number(at: offset, bytes: count, littleEndian: true)
        }
        switch try window.text(at: 12, count: 4) {
        case "VP8X":
            guard let width = try number(24, 3), let height = try number(27, 3) else { return nil }
            return PictureHeader(width: width + 1, height: height + 1)
        case "VP8L":
            guard let bits = try number(21, 4) else { return nil }
            return PictureHeader(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        case "VP8 ":
            guard let width = try number(26, 2), let height = try number(28, 2) else { return nil }
            return PictureHeader(width: width & 0x3FFF, height: height & 0x3FFF)
        default: return nil
        }
    }

    /// Some writers keep the mark that JPEG needs.
    private static func exif(_ window: FileWindow, at offset: Int64, length: Int) throws -> Exif {
        let skip: Int64 = try window.text(at: offset, count: 6) == "Exif\0\0" ? 6 : 0
        guard let tiff = try TIFFReader(window, at: offset + skip, length: Int64(length) - skip) else { return Exif() }
        return try Exif(tiff)
    }
}
