import Redis

/// What of a type there is, at one moment.
struct TypeReport: Sendable {
    let type: String
    let queue: String
    let isPaused: Bool
    let waiting: Int
    let active: Int
    let delayed: Int
    let completed: Int
    let failed: Int
    let oldestWaiting: Duration
    let perMinute: Double

    /// A row of `JobScripts.report`.
    init(_ row: RESPValue) throws(RedisError) {
        let cells = try row.decodedArray()
        guard cells.count == 10 else { throw RedisError(.unexpectedReply, "a report has ten cells") }
        type = try cells[0].decodedString()
        queue = try cells[1].decodedString()
        isPaused = try cells[2].decodedBool()
        waiting = try cells[3].decodedInt()
        active = try cells[4].decodedInt()
        delayed = try cells[5].decodedInt()
        completed = try cells[6].decodedInt()
        failed = try cells[7].decodedInt()
        oldestWaiting = .milliseconds(try cells[8].decodedInt())
        perMinute = Double(try cells[9].decodedInt()) / 1000
    }
}
