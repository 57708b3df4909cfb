import Contracts

/// The place behind one entry of a playlist. The rank is only for the case that the entry was removed meanwhile: ranks are
/// dealt anew when a gap is full.
struct ItemCursor {
    let id: PlaylistItemID
    let rank: Int64

    init(id: PlaylistItemID, rank: Int64) {
        self.id = id
        self.rank = rank
    }

    init?(_ text: String?, scope: String) throws(Problem) {
        guard let text else { return nil }
        let fields = try Cursor.fields(text, scope: scope, count: 2)
        guard let id = PlaylistItemID(fields[0]), let rank = Int64(fields[1]) else { throw .badCursor }
        self.init(id: id, rank: rank)
    }

    func text(scope: String) -> String { Cursor.text(scope: scope, [id.description, String(rank)]) }
}
