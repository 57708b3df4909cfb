extension PictureHeader {
    /// Reads in this process, without decoding: no program is started for the formats that most photos have.
    /// nil for formats that need a library. Blocks.
    static func read(_ file: OpenedFile, _ type: SniffedType) throws -> PictureHeader? {
        switch type {
        case .jpeg: try JPEGHeader.read(file)
        case .png: try PNGHeader.read(file)
        case .gif: try GIFHeader.read(file)
        case .webp: try WebPHeader.read(file)
        case .bmp: try bitmap(file)
        case .tiff: try tiff(file)
        default: nil
        }
    }

    private static func bitmap(_ file: OpenedFile) throws -> PictureHeader {
        let window = FileWindow(file)
        guard let width = try window.number(at: 18, bytes: 4, littleEndian: true),
            let height = try window.number(at: 22, bytes: 4, littleEndian: true)
        else { throw MediaProbeError.truncated("the BMP ends in its header") }
        // A negative height means that the rows go from top to bottom.
        return PictureHeader(width: width, height: Int(Int32(truncatingIfNeeded: height).magnitude))
    }

    private static func tiff(_ file: OpenedFile) throws -> PictureHeader {
        guard let tiff = try TIFFReader(FileWindow(file), at: 0, length: file.size),
            case let entries = try tiff.firstDirectory(),
            let width = try tiff.number(entries[0x100]), let height = try tiff.number(entries[0x101])
        else { throw MediaProbeError.unreadable("the TIFF has no picture in its first directory") }
        return PictureHeader(width: width, height: height, exif: try Exif(tiff))
    }
}
