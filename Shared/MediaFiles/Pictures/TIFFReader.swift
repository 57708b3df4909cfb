/// Reads tags from the directory structure of TIFF, which EXIF shares. Bounded: few entries, short values, no recursion,
/// and offsets are only followed inside the given part of the file.
struct TIFFReader {
    struct Entry {
        var type: Int
        var count: Int
        var valueOffset: Int64
    }

    private let window: FileWindow
    private let base: Int64
    private let end: Int64
    private let littleEndian: Bool

    /// nil where there is no TIFF header.
    init?(_ window: FileWindow, at base: Int64, length: Int64) throws(FileRootError) {
        guard let mark = try window.text(at: base, count: 2), mark == "II" || mark == "MM" else { return nil }
        self.window = window
        self.base = base
        end = base + length
        littleEndian = mark == "II"
    }

    func firstDirectory() throws(FileRootError) -> [Int: Entry] {
        guard let offset = try number(at: base + 4, bytes: 4) else { return [:] }
        return try directory(at: offset)
    }

    func directory(at offset: Int) throws(FileRootError) -> [Int: Entry] {
        let start = base + Int64(offset)
        guard let count = try number(at: start, bytes: 2), count <= 512 else { return [:] }
        var entries: [Int: Entry] = [:]
        for index in 0..<Int64(count) {
            let place = start + 2 + index * 12
            guard let tag = try number(at: place, bytes: 2), let type = try number(at: place + 2, bytes: 2),
                let count = try number(at: place + 4, bytes: 4), let offset = try number(at: place + 8, bytes: 4)
            else { break }
            let fits = count * Self.width(of: type) <= 4
            entries[tag] = Entry(type: type, count: count, valueOffset: fits ? place + 8 : base + Int64(offset))
        }
        return entries
    }

    func number(_ entry: Entry?) throws(FileRootError) -> Int? {
        guard let entry, entry.count >= 1 else { return nil }
        switch entry.type {
        case 1: return try number(at: entry.valueOffset, bytes: 1)
        case 3: return try number(at: entry.valueOffset, bytes: 2)
        case 4: return try number(at: entry.valueOffset, bytes: 4)
        default: return nil
        }
    }

    /// Up to 128 characters, without control characters and surrounding space.
    func text(_ entry: Entry?) throws(FileRootError) -> String? {
        guard let entry, entry.type == 2, entry.count > 0, entry.valueOffset < end else { return nil }
        let count = min(entry.count, 128, Int(end - entry.valueOffset))
        guard let bytes = try window.bytes(at: entry.valueOffset, count: count) else { return nil }
        return CleanText.value(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
    }

    private func number(at offset: Int64, bytes count: Int) throws(FileRootError) -> Int? {
        guard offset >= base, offset + Int64(count) <= end else { return nil }
        return try window.number(at: offset, bytes: count, littleEndian: littleEndian)
    }

    private static func width(of type: Int) -> Int {
        switch type {
        case 1, 2, 6, 7: 1
        case 3, 8: 2
        case 4, 9, 11: 4
        default: 8
        }
    }
}
