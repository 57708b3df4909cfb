import Foundation

/// Finds the first line of a file that is no row at all.
enum MalformedRow {
    /// What is wrong, with the line's number; nil when every line has its columns.
    static func find(_ table: ImportTable, in folder: ImportFolder) async throws -> String? {
        var search = Search(columns: table.columns.count)
        for try await piece in try FilePieces(path: folder.path(of: table), onPiece: { _ in }) {
            if let problem = search.problem(in: piece) { return "\(table.file) \(problem)" }
        }
        return search.problemAtEnd().map { "\(table.file) \($0)" }
    }

    struct Search {
        let columns: Int
        private var line: [UInt8] = []
        private var number = 1

        init(columns: Int) { self.columns = columns }

        mutating func problem(in piece: [UInt8]) -> String? {
            for byte in piece {
                guard byte == UInt8(ascii: "\n") else {
                    line.append(byte)
                    continue
                }
                if let problem = check() { return problem }
                line.removeAll(keepingCapacity: true)
                number += 1
            }
            return nil
        }

        func problemAtEnd() -> String? { line.isEmpty ? nil : check() }

        private func check() -> String? {
            let found = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).count
            if found != columns { return "line \(number): \(found) columns instead of \(columns)" }
            if line.contains(0) { return "line \(number): holds a NUL" }
            return String(validating: line, as: UTF8.self) == nil ? "line \(number): is not UTF-8" : nil
        }
    }
}
