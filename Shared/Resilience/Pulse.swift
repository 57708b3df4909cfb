/// The rhythm of a process's regular work: what is due at the same pace is due at the same moment, so that the process wakes once
/// and what it then asks of a server travels together. Each process has a phase of its own, so that replicas do not all ask at once.
package enum Pulse {
    private static let start = ContinuousClock.now - .milliseconds(Int.random(in: 0..<1_000))
    private static let tolerance = Duration.milliseconds(2)

    /// Sleeps until the next beat of `period`, between a quarter of it and one and a quarter. Returns early when the task is
    /// cancelled, which the caller's loop sees by itself.
    package static func next(_ period: Duration) async {
        let moment = beat(period, after: .now - start)
        do { try await Task.sleep(until: start + moment, tolerance: tolerance, clock: .continuous) } catch { return }
    }

    /// The first beat of `period` that is at least a quarter of it after `elapsed`, both from the same start.
    static func beat(_ period: Duration, after elapsed: Duration) -> Duration {
        period * Int(((elapsed + period / 4) / period).rounded(.up))
    }
}
