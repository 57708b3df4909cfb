/// An attempt took longer than it may.
struct JobTimeout: Error, CustomStringConvertible {
    let limit: Duration

    var description: String { "It took longer than \(limit)." }
}
