/// At most one job of a type that waits, is delayed or runs may hold a key.
package struct UniqueKey: Codable, Sendable, Hashable {
    /// What becomes of a job whose key is held.
    package enum Conflict: String, Codable, Sendable {
        /// It is dropped, and its caller gets the id of the one that holds the key.
        case drop
        /// As `drop`, and the holder, if it waits, moves up to the new one's priority.
        case join
        /// The holder takes the new one's payload and options, and keeps its id. One that runs is not replaced: then as `drop`.
        case replace
    }

    package var text: String
    package var conflict: Conflict
    /// Whether the key is free again when the job starts, rather than when it ends.
    package var endsAtStart: Bool

    package init(_ text: String, _ conflict: Conflict = .drop, endsAtStart: Bool = false) {
        self.text = text
        self.conflict = conflict
        self.endsAtStart = endsAtStart
    }
}
