import Glibc

/// Looks at a file's rows as they pass: the number of their columns, and their bytes. The server would only say that one of
/// them is wrong, not which.
struct RowCheck {
    private let table: ImportTable
    private var line = 1
    /// The beginning of a row whose end is in the next piece.
    private var rest: [UInt8] = []

    init(_ table: ImportTable) { self.table = table }

    mutating func take(_ piece: [UInt8]) throws(CommandError) {
        let bytes = rest.isEmpty ? piece : rest + piece
        let problem = bytes.withUnsafeBytes { bytes in
            var start = 0
            while let end = Self.position(of: UInt8(ascii: "\n"), in: bytes, from: start) {
                if let problem = refusal(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end])) { return problem as String? }
                line += 1
                start = end + 1
            }
            rest = Array(bytes[start...])
            return nil
        }
        if let problem { throw failure(problem) }
    }

    /// The last row may lack its end.
    func finish() throws(CommandError) {
        guard !rest.isEmpty, let problem = rest.withUnsafeBytes(refusal) else { return }
        throw failure(problem)
    }

    private func failure(_ problem: String) -> CommandError { .data("\(table.file) line \(line): \(problem)") }

    private func refusal(of row: UnsafeRawBufferPointer) -> String? {
        var columns = 1
        var start = 0
        while let tab = Self.position(of: UInt8(ascii: "\t"), in: row, from: start) {
            columns += 1
            start = tab + 1
        }
        if columns != table.columns.count { return "\(columns) columns instead of \(table.columns.count)" }
        if Self.position(of: 0, in: row, from: 0) != nil { return "a NUL" }
        return String(validating: row, as: UTF8.self) == nil ? "not UTF-8" : nil
    }

    private static func position(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
