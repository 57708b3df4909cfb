/// How long a scan waits for the files that it found: until all are probed, or until nobody will probe the rest, because their jobs were
/// removed by hand or have failed for want of something else than the file. The next scan finds those again.
struct ScanPatience {
    /// Longer than a job is delayed between its attempts, and than the outbox takes.
    static let limit: Duration = .seconds(30)
    private var pending = -1
    private var unchangedSince = ContinuousClock.now
    private var wasBusy = false

    /// - Parameter backlog: jobs that wait or run, of this scan or another.
    mutating func isOver(pending: Int, backlog: Int, now: ContinuousClock.Instant) -> Bool {
        if pending == 0 { return true }
        // A reader's canary looks like a job, too, but is gone at the next look.
        let isBusy = backlog > 0
        defer { wasBusy = isBusy }
        if pending != self.pending || isBusy && wasBusy {
            self.pending = pending
            unchangedSince = now
        }
        return now - unchangedSince >= Self.limit
    }
}
