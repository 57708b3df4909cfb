/// Compares what a container says of its length with the length of the file. ffprobe is content with a header, even when
/// the rest is missing, so a broken download would enter the catalogue and fail only when somebody plays it.
enum ContainerExtent {
    /// Throws `MediaProbeError.truncated`. Blocks.
    static func check(_ file: OpenedFile, _ type: SniffedType) throws {
        let window = FileWindow(file, length: 64)
        let isWhole =
            switch type {
            case .mp4, .m4v, .quickTime, .threeGPP, .m4a, .avif, .heic: try boxesFit(window)
            case .avi, .wav, .webp: try chunkFits(window, littleEndian: true)
            case .aiff: try chunkFits(window, littleEndian: false)
            case .matroska, .webm: try segmentFits(window)
            case .bmp: try (window.number(at: 2, bytes: 4, littleEndian: true) ?? 0) <= window.size
            default: true
            }
        guard isWhole else { throw MediaProbeError.truncated("the file ends before its data does") }
    }

    private static func boxesFit(_ window: FileWindow) throws -> Bool {
        var offset: Int64 = 0
        var seen: Set<Int> = []
        // Enough for any real file; fragmented films have a pair of boxes for every few seconds.
        for _ in 0..<100_000 where offset < window.size {
            guard let short = try window.number(at: offset, bytes: 4) else { return false }
            // Zero: up to the end of the file.
            if short == 0 { return true }
            let long = short == 1 ? try window.number(at: offset + 8, bytes: 8) : short
            let name = try window.number(at: offset + 4, bytes: 4) ?? 0
            guard let length = long, length >= 8, Int64(length) <= window.size - offset else {
                // What others hung on behind a whole film does not make it less whole; a box cut short does.
                return !isBoxName(name) && seen.contains(mediaData) && !seen.isDisjoint(with: indexes)
            }
            seen.insert(name)
            offset += Int64(length)
        }
        return true
    }

    private static let mediaData = 0x6D64_6174  // mdat
    private static let indexes: Set<Int> = [0x6D6F_6F76, 0x6D65_7461]  // moov, meta

    private static func isBoxName(_ name: Int) -> Bool {
        [24, 16, 8, 0].allSatisfy { (0x20...0x7E).contains(name >> $0 & 0xFF) }
    }

    /// Writers that cannot seek back leave the greatest number, or none, where the length belongs.
    private static func chunkFits(_ window: FileWindow, littleEndian: Bool) throws -> Bool {
        guard let length = try window.number(at: 4, bytes: 4, littleEndian: littleEndian) else { return false }
        return length == 0 || length >= 0xFFFF_FF00 || Int64(length) + 8 <= window.size + 1
    }

    private static func segmentFits(_ window: FileWindow) throws -> Bool {
        guard let header = try variableNumber(window, at: 4) else { return false }
        let segment = 4 + Int64(header.width) + Int64(header.value ?? 0)
        guard try window.number(at: segment, bytes: 4) == 0x1853_8067 else { return true }
        guard let length = try variableNumber(window, at: segment + 4) else { return false }
        // Unknown while it was recorded live.
        guard let value = length.value else { return true }
        return Int64(value) <= window.size - segment - 4 - Int64(length.width)
    }

    /// Matroska's numbers: the leading zero bits tell how many bytes there are; all ones mean "unknown".
    private static func variableNumber(_ window: FileWindow, at offset: Int64) throws -> (value: Int?, width: Int)? {
        guard let first = try window.byte(at: offset), first != 0 else { return nil }
        let width = first.leadingZeroBitCount + 1
        guard let raw = try window.number(at: offset, bytes: width) else { return nil }
        let mask = (1 << (7 * width)) - 1
        return (raw & mask == mask ? nil : raw & mask, width)
    }
}
