import Contracts

extension JobQueue {
    /// As `jobs(queue:state:after:limit:)`, of all states: what runs, what waits, what is delayed, what has failed, what is done.
    ///
    /// A job that changes its state while pages are read may be missed, or come twice.
    /// - Parameter report: the queue's, which tells in which states there is anything.
    /// - Throws: the 400 problem for a cursor of another list.
    package func jobs(of report: QueueReport, after cursor: String? = nil, limit: Int = 20) async throws -> Page<JobStatus> {
        let scope = "jobs \(report.name)"
        func place(_ state: JobState, _ inner: String = "") -> String { Cursor.text(scope: scope, [state.rawValue, inner]) }
        let last = try cursor.map { try Cursor.fields($0, scope: scope, count: 2) }
        let states = Self.listing.drop { last != nil && $0.rawValue != last?[0] }
        var (items, inner): ([JobStatus], String?) = ([], last.flatMap { $0[1].isEmpty ? nil : $0[1] })
        for state in states {
            if items.count >= limit {
                guard report.counts[state] > 0 else { continue }
                return Page(items: items, nextCursor: place(state))
            }
            let page = try await jobs(queue: report.name, state: state, after: inner, limit: limit - items.count)
            items += page.items
            if let more = page.nextCursor { return Page(items: items, nextCursor: place(state, more)) }
            inner = nil
        }
        return Page(items: items, nextCursor: nil)
    }

    private static let listing: [JobState] = [.active, .waiting, .delayed, .failed, .completed]
}
