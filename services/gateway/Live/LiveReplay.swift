import Contracts
import Redis

/// Reads what a client has missed, page by page.
struct LiveReplay {
    enum Page {
        /// The next events of the client's, each with the position after it.
        case events([(LiveEvent, LivePosition)])
        case done
        /// The streams do not hold all of it any more, or it is more than a client is told.
        case lost
    }

    private static let pageLength = 200

    let history: any LiveHistory
    let user: UserID
    let role: Role
    /// How far it has read.
    private(set) var position: LivePosition
    private var left: Int

    /// - Parameter limit: of entries, whether or not they are the client's business.
    init(_ history: any LiveHistory, for user: UserID, _ role: Role, after position: LivePosition, limit: Int) {
        self.history = history
        self.user = user
        self.role = role
        self.position = position
        left = limit
    }

    /// The next page of what lies before `end`.
    mutating func next(through end: LivePosition) async throws -> Page {
        for source in LiveSource.allCases where position[source] < end[source] {
            let entries = try await history.entries(
                of: source, after: position[source], through: end[source], count: Self.pageLength)
            // Afterwards: what was trimmed before that would be missing in the page.
            guard try await history.reaches(back: position[source], of: source), entries.count <= left else { return .lost }
            guard !entries.isEmpty else { continue }
            left -= entries.count
            return .events(entries.compactMap { take($0, of: source) })
        }
        return .done
    }

    private mutating func take(_ entry: StreamEntry, of source: LiveSource) -> (LiveEvent, LivePosition)? {
        position[source] = entry.id
        // What cannot be read was logged when it came.
        guard let event = try? LiveEvent(entry, of: source), event.audience.includes(user, role) else { return nil }
        return (event, position)
    }
}
