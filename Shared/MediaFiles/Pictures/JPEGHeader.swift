import Glibc

/// Walks the segments of a JPEG up to its end mark, so that a picture that was cut off is known before it is decoded.
struct JPEGHeader {
    private let window: FileWindow
    private var size: (width: Int, height: Int)?
    private var exif = Exif()

    static func read(_ file: OpenedFile) throws -> PictureHeader {
        var header = Self(window: FileWindow(file))
        try header.walk()
        guard let size = header.size else { throw MediaProbeError.unreadable("the JPEG has no frame") }
        return PictureHeader(width: size.width, height: size.height, exif: header.exif)
    }

    private init(window: FileWindow) {
        self.window = window
    }

    private mutating func walk() throws {
        var offset: Int64 = 2
        while let marker = try marker(at: &offset) {
            if marker == 0xD9 { return }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
            guard let length = try window.number(at: offset, bytes: 2), length >= 2 else { break }
            try read(marker, at: offset + 2, length: length - 2)
            offset += Int64(length)
            // Compressed data follows; it has no length, only a next marker.
            if marker == 0xDA { offset = try nextMarker(from: offset) }
        }
        throw MediaProbeError.truncated("the JPEG ends before its data does")
    }

    private func marker(at offset: inout Int64) throws -> UInt8? {
        guard try window.byte(at: offset) == 0xFF else { return nil }
        while let byte = try window.byte(at: offset) {
            offset += 1
            if byte != 0xFF { return byte }
        }
        return nil
    }

    private mutating func read(_ marker: UInt8, at offset: Int64, length: Int) throws {
        switch marker {
        case 0xC4, 0xC8, 0xCC: return
        case 0xC0...0xCF:
            guard let height = try window.number(at: offset + 1, bytes: 2),
                let width = try window.number(at: offset + 3, bytes: 2), size == nil
            else { return }
            size = (width, height)
        case 0xE1:
            guard try window.text(at: offset, count: 6) == "Exif\0\0",
                let tiff = try TIFFReader(window, at: offset + 6, length: Int64(length - 6))
            else { return }
            exif = try Exif(tiff)
        default: return
        }
    }

    private func nextMarker(from start: Int64) throws -> Int64 {
        var offset = start
        let scan = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
        defer { scan.deallocate() }
        while true {
            let count = try window.file.read(at: offset, into: scan)
            guard count > 1 else { return window.size }
            if let found = Self.marker(in: UnsafeRawBufferPointer(rebasing: scan[..<count])) {
                return offset + Int64(found)
            }
            // The last byte may be the first half of a marker.
            offset += Int64(count - 1)
        }
    }

    /// 0xFF followed by anything but a stuffed zero, a restart mark or another 0xFF.
    private static func marker(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress else { return nil }
        var index = 0
        while index < bytes.count - 1, let hit = memchr(start + index, 0xFF, bytes.count - 1 - index) {
            index = UnsafeRawPointer(hit) - start
            let next = bytes[index + 1]
            if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return index }
            index += 1
        }
        return nil
    }
}
