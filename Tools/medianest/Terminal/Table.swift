/// Rows in columns as wide as they need to be. The first row is the heading; numbers stand on the right.
struct Table {
    private var rows: [[String]]

    init(_ heading: [String]) { rows = [heading] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var lines: [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { Self.padded($0, to: $1) }
            return cells.joined(separator: "  ").trimmingTrailingSpaces
        }
    }

    var text: String { lines.joined(separator: "\n") }

    private static func padded(_ text: String, to width: Int) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return Int(text) == nil ? text + space : space + text
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
    }
}
