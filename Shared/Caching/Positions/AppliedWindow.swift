/// Which of the newest ids of one service have come, in any order and with gaps: one bit for each of the last 65 536.
///
/// Ids are given out before the commit, so a smaller one may come after a larger one, and the exact id is looked for. An id
/// behind the window counts as come: its transaction would have to be older than 65 536 published ones. The inbox of events
/// argues in the same way.
struct AppliedWindow: Sendable {
    static let size: Int64 = 65_536

    private var words = [UInt64](repeating: 0, count: Int(size / 64))
    private var newest: Int64?

    /// Ids below zero are nobody's.
    mutating func apply(_ id: Int64) {
        guard id >= 0 else { return }
        if let newest, id <= newest {
            guard id > newest - Self.size else { return }
        } else {
            advance(to: id)
        }
        words[word(of: id)] |= bit(of: id)
    }

    func contains(_ id: Int64) -> Bool {
        guard id >= 0, let newest, id <= newest else { return false }
        return id <= newest - Self.size || words[word(of: id)] & bit(of: id) != 0
    }

    /// The bits of the ids up to this one were those of ids that fall out of the window now.
    private mutating func advance(to id: Int64) {
        defer { newest = id }
        guard var next = newest.map({ $0 + 1 }) else { return }
        guard id - next < Self.size else { return words = [UInt64](repeating: 0, count: words.count) }
        while next <= id {
            let isWholeWord = next & 63 == 0 && id - next >= 63
            words[word(of: next)] = isWholeWord ? 0 : words[word(of: next)] & ~bit(of: next)
            next += isWholeWord ? 64 : 1
        }
    }

    private func word(of id: Int64) -> Int { Int(id & (Self.size - 1)) >> 6 }

    private func bit(of id: Int64) -> UInt64 { 1 << UInt64(id & 63) }
}
