/// Whether the tier may be believed, and whether it is worth asking. A value; time is passed in.
///
/// Belief hangs on a connection: behind another one there may be another run of the server. It ends with an invalidation
/// that failed, until a new epoch has emptied the tier. Worth ends with a failure, for a pause that doubles.
struct TierHealth: Sendable {
    private enum Trust: Equatable {
        case proven(connection: Int)
        /// To be compared with the server's run.
        case unproven
        /// To be emptied.
        case distrusted
    }

    struct Recovery: Equatable, Sendable {
        let connection: Int
        /// Whether the epoch must be written anew, whatever it is.
        let mustRenew: Bool
        fileprivate let doubts: Int
    }

    enum Plan: Equatable {
        case use
        /// Find out, and tell by `recovered` or `recoveryFailed`. Meanwhile all others skip.
        case recover(Recovery)
        case skip
    }

    static let shortestRest = Duration.milliseconds(100)
    static let longestRest = Duration.seconds(5)

    private var trust = Trust.unproven
    private var doubts = 0
    private var isRecovering = false
    private var failures = 0
    private var restsUntil: ContinuousClock.Instant?

    func isProven(connection: Int) -> Bool { trust == .proven(connection: connection) }

    var isDistrusted: Bool { trust == .distrusted }

    func isResting(now: ContinuousClock.Instant) -> Bool { restsUntil.map { now < $0 } ?? false }

    mutating func plan(connection: Int, now: ContinuousClock.Instant) -> Plan {
        if let end = restsUntil {
            guard now >= end else { return .skip }
            // One tries; the others come after its answer, or after another pause.
            restsUntil = now + rest
        }
        if isProven(connection: connection) { return .use }
        guard !isRecovering else { return .skip }
        isRecovering = true
        return .recover(Recovery(connection: connection, mustRenew: trust == .distrusted, doubts: doubts))
    }

    /// It has answered.
    mutating func succeeded() {
        failures = 0
        restsUntil = nil
    }

    /// It has not, or not in time.
    mutating func failed(now: ContinuousClock.Instant) {
        failures += 1
        restsUntil = now + rest
    }

    mutating func recovered(_ recovery: Recovery) {
        isRecovering = false
        succeeded()
        // An invalidation that failed meanwhile may be younger than the new epoch.
        if recovery.doubts == doubts { trust = .proven(connection: recovery.connection) }
    }

    mutating func recoveryFailed(now: ContinuousClock.Instant) {
        isRecovering = false
        failed(now: now)
    }

    /// What the tier holds may be wrong from now on.
    mutating func distrust() {
        doubts += 1
        trust = .distrusted
    }

    /// Redis has evicted the epoch.
    mutating func epochMissed() {
        if trust != .distrusted { trust = .unproven }
    }

    private var rest: Duration {
        min(Self.longestRest, Self.shortestRest * (1 << min(max(failures - 1, 0), 10)))
    }
}
