import Contracts

/// What came of adding a job.
package struct Added: Sendable, Hashable {
    /// Of the job itself, or of the one that held its unique key.
    package let id: JobID
    /// False when it was there already, or another held its key.
    package let isNew: Bool

    package init(id: JobID, isNew: Bool) {
        self.id = id
        self.isNew = isNew
    }
}
