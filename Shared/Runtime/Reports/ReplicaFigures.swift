import Observability
import Synchronization

/// Where a process's parts leave what they can measure of themselves.
package final class ReplicaFigures: Sendable {
    /// Asked every few seconds. It may wait, but not for longer than a moment.
    package typealias Source = @Sendable (ContinuousClock.Instant) async -> [Measurement]

    struct Database: Sendable {
        let pool: @Sendable (ContinuousClock.Instant) -> PoolFigures
        let statements: @Sendable (ContinuousClock.Instant) -> StatementFigures
    }

    private struct State {
        var sources: [Source] = []
        var database: Database?
        var latest: [Measurement] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func add(_ source: @escaping Source) { state.withLock { $0.sources.append(source) } }

    func set(_ database: Database) { state.withLock { $0.database = database } }

    var database: Database? { state.withLock { $0.database } }

    /// What was measured last.
    package var latest: [Measurement] { state.withLock { $0.latest } }

    /// Asks every source, all at once.
    func measure() async -> [Measurement] {
        let now = ContinuousClock.now
        let sources = state.withLock { $0.sources }
        let measured = await withTaskGroup(of: (Int, [Measurement]).self) { group in
            for (place, source) in sources.enumerated() { group.addTask { (place, await source(now)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let all = measured.sorted { $0.0 < $1.0 }.flatMap(\.1)
        state.withLock { $0.latest = all }
        return all
    }
}
