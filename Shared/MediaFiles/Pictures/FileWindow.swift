/// Looks at bytes of a file here and there, a few kilobytes at a time; past the end there is nothing.
final class FileWindow {
    let file: OpenedFile
    private var bytes: [UInt8] = []
    private var start: Int64 = 0
    private let length: Int

    init(_ file: OpenedFile, length: Int = 4096) {
        self.file = file
        self.length = length
    }

    var size: Int64 { file.size }

    func byte(at offset: Int64) throws(FileRootError) -> UInt8? {
        if offset < start || offset >= start + Int64(bytes.count) {
            guard offset >= 0, offset < size else { return nil }
            bytes = try file.read(at: offset, count: length)
            start = offset
        }
        let index = Int(offset - start)
        return bytes.indices.contains(index) ? bytes[index] : nil
    }

    /// Exactly `count` bytes, or nil where the file ends before.
    func bytes(at offset: Int64, count: Int) throws(FileRootError) -> [UInt8]? {
        guard offset >= 0, count >= 0, count <= 1 << 20, Int64(count) <= size - offset else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for index in 0..<Int64(count) {
            guard let byte = try byte(at: offset + index) else { return nil }
            result.append(byte)
        }
        return result
    }

    func number(at offset: Int64, bytes count: Int, littleEndian: Bool = false) throws(FileRootError) -> Int? {
        guard let bytes = try bytes(at: offset, count: count) else { return nil }
        return littleEndian
            ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    func text(at offset: Int64, count: Int) throws(FileRootError) -> String? {
        try bytes(at: offset, count: count).map { String(decoding: $0, as: UTF8.self) }
    }
}
