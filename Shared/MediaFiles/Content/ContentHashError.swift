package enum ContentHashError: Error, Sendable, Hashable {
    /// Somebody writes to the file; hash it again once it rests.
    case changedWhileReading
}
