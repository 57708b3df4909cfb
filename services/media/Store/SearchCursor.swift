import Contracts

/// The place behind one found item: its class and its place in the order of cataloguing, and the query that found it, which
/// is another than the asked one where a suggestion was followed.
struct SearchCursor {
    let rank: Int
    let ordinal: Int64
    let isSuggestion: Bool

    init(rank: Int, ordinal: Int64, isSuggestion: Bool) {
        self.rank = rank
        self.ordinal = ordinal
        self.isSuggestion = isSuggestion
    }

    init?(_ text: String?, scope: String) throws(Problem) {
        guard let text else { return nil }
        let fields = try Cursor.fields(text, scope: scope, count: 3)
        guard let rank = Int(fields[0]), let ordinal = Int64(fields[1]) else { throw .badCursor }
        self.init(rank: rank, ordinal: ordinal, isSuggestion: fields[2] == "s")
    }

    func text(scope: String) -> String { Cursor.text(scope: scope, [String(rank), String(ordinal), isSuggestion ? "s" : "q"]) }
}
