package import Logging
import Synchronization

/// Counts and times statements, and logs the slow ones. It never sees a parameter.
package final class QueryMonitor: Sendable {
    private struct State {
        /// The index in `statistics` for each text seen, so that a known text is not normalised again.
        var texts: [String: Int] = [:]
        var normalised: [String: Int] = [:]
        var statistics: [StatementStatistics] = []
        var slowest = SlowStatements()
    }

    /// What comes after the limit is reached is counted together.
    private static let overflow = "(other statements)"

    private let threshold: Duration
    private let maximumStatements: Int
    private let logger: Logger
    private let observe: @Sendable (Duration) -> Void
    private let state = Mutex(State())

    /// - Parameter observe: told how long each statement took. It must be quick.
    package init(
        slowQueryThreshold: Duration = .milliseconds(1000), maximumStatements: Int = 500,
        logger: Logger = Logger(label: "postgres"), observe: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        threshold = slowQueryThreshold
        self.maximumStatements = max(1, maximumStatements)
        self.logger = logger
        self.observe = observe
    }

    /// The statements with the highest mean, slowest first.
    package func slow(limit: Int = 10) -> [StatementStatistics] {
        Array(statistics.sorted { $0.mean > $1.mean }.prefix(limit))
    }

    /// The runs at or above the threshold: how many there were, and the last of them, newest first.
    package var slowStatements: SlowStatements { state.withLock { $0.slowest } }

    /// All statements seen, in the order of their first run.
    package var statistics: [StatementStatistics] { state.withLock { $0.statistics } }

    /// Notes that a statement took `duration`, whether it failed or not.
    package func record(_ statement: String, _ duration: Duration) {
        state.withLock { state in
            let index = index(of: statement, &state)
            state.statistics[index].record(duration)
            if duration >= threshold { state.slowest.add(state.statistics[index].statement, duration) }
        }
        observe(duration)
        if duration >= threshold { log(statement, duration) }
    }

    private func log(_ statement: String, _ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        logger.warning(
            "slow query",
            metadata: ["statement": "\(NormalisedStatement(statement).text)", "milliseconds": "\(milliseconds)"])
    }
}

extension QueryMonitor {
    private func index(of statement: String, _ state: inout State) -> Int {
        if let known = state.texts[statement] { return known }
        let index = index(ofNormalised: NormalisedStatement(statement).text, &state)
        if state.texts.count < maximumStatements * 2 { state.texts[statement] = index }
        return index
    }

    private func index(ofNormalised text: String, _ state: inout State) -> Int {
        if let known = state.normalised[text] { return known }
        guard state.statistics.count < maximumStatements || text == Self.overflow else {
            return index(ofNormalised: Self.overflow, &state)
        }
        state.statistics.append(StatementStatistics(statement: text))
        state.normalised[text] = state.statistics.count - 1
        return state.statistics.count - 1
    }
}
