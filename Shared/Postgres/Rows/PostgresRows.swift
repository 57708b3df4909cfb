/// What a statement answered.
package struct PostgresRows: Sequence, Sendable {
    let result: PostgresResult

    /// Rows returned.
    package var count: Int { result.count }
    package var isEmpty: Bool { result.count == 0 }
    package var underestimatedCount: Int { result.count }
    package var first: PostgresRow? { isEmpty ? nil : PostgresRow(result: result, index: 0) }
    /// Rows inserted, updated, deleted or copied; for a `SELECT` those returned.
    package var affected: Int { result.affected }

    package subscript(index: Int) -> PostgresRow {
        precondition(index >= 0 && index < count, "no such row")
        return PostgresRow(result: result, index: index)
    }

    package func makeIterator() -> Iterator { Iterator(result: result) }

    package struct Iterator: IteratorProtocol {
        let result: PostgresResult
        private var index = 0

        init(result: PostgresResult) { self.result = result }

        package mutating func next() -> PostgresRow? {
            guard index < result.count else { return nil }
            defer { index += 1 }
            return PostgresRow(result: result, index: index)
        }
    }
}
