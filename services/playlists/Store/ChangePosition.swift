import Contracts

/// A place in the feed of changes: after the change with this number.
struct ChangePosition: Hashable {
    private static let scope = "changes"

    let number: Int64

    init(_ number: Int64) { self.number = number }

    init(text: String) throws(Problem) {
        guard let fields = try? Cursor.fields(text, scope: Self.scope, count: 1), let number = Int64(fields[0]), number >= 0 else {
            throw .malformed("`since` is not a position that this feed has given.")
        }
        self.init(number)
    }

    var text: String { Cursor.text(scope: Self.scope, [String(number)]) }
}
