/// Walks the blocks of a GIF to the end of its first picture, the one that is shown.
enum GIFHeader {
    static func read(_ file: OpenedFile) throws -> PictureHeader {
        let window = FileWindow(file)
        guard let width = try window.number(at: 6, bytes: 2, littleEndian: true),
            let height = try window.number(at: 8, bytes: 2, littleEndian: true), let flags = try window.byte(at: 10)
        else { throw MediaProbeError.truncated("the GIF ends in its header") }
        var offset: Int64? = 13 + paletteLength(flags)
        while let place = offset, let kind = try window.byte(at: place) {
            switch kind {
            case 0x21: offset = try endOfBlocks(window, from: place + 2)
            case 0x2C:
                guard let flags = try window.byte(at: place + 9),
                    try endOfBlocks(window, from: place + 11 + paletteLength(flags)) != nil
                else { throw MediaProbeError.truncated("the GIF ends before its data does") }
                return PictureHeader(width: width, height: height)
            default: throw MediaProbeError.unreadable("the GIF is damaged")
            }
        }
        throw MediaProbeError.truncated("the GIF ends before its data does")
    }

    private static func paletteLength(_ flags: UInt8) -> Int64 {
        flags & 0x80 == 0 ? 0 : 3 << Int64(flags & 7 + 1)
    }

    /// Just after the empty block that ends a row of blocks.
    private static func endOfBlocks(_ window: FileWindow, from start: Int64) throws -> Int64? {
        var offset = start
        while let length = try window.byte(at: offset) {
            offset += Int64(length) + 1
            if length == 0 { return offset }
        }
        return nil
    }
}
