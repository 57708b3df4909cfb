import Redis

/// How an attempt ended, before Redis knows.
struct JobEnd: Sendable {
    enum Kind: String, Sendable {
        case completed, failed, retry
        /// It was not finished, and is not held against the job.
        case back
        /// What it needs besides its payload was not there; not held against it either, and begun again after a delay.
        case postponed
        /// The entry stood for no job.
        case canary
    }

    let kind: Kind
    let entry: StreamID
    let id: String
    let attempt: Int
    /// The result or the error.
    var text = ""
    /// The bucket of the run time, or the delay in milliseconds.
    var number = 0

    /// Characters of an error that are kept.
    private static let longestReason = 2_000

    static func canary(_ entry: StreamID) -> JobEnd { JobEnd(kind: .canary, entry: entry, id: "", attempt: 0) }

    /// As `JobScripts.end` wants it.
    func append(to arguments: inout [any RedisArgument]) {
        arguments.append(kind.rawValue)
        arguments.append(entry.description)
        arguments.append(id)
        arguments.append(attempt)
        arguments.append(kind == .completed ? text : String(text.prefix(Self.longestReason)))
        arguments.append(number)
    }
}
