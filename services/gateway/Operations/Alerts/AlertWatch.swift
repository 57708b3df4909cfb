import Bus
import Contracts
import Logging
import Observability
import Redis
import Runtime

/// Judges every figure of every replica, in one gateway at a time, and tells the others what it found.
struct AlertWatch: Sendable {
    let redis: RedisClient
    let instance: String
    let interval: Duration
    let system: SystemFigures
    let board: AlertBoard
    let logger: Logger

    /// Until the task is cancelled.
    func run() async {
        let lease = StreamLease(
            key: ReportKeys.judging, holder: instance, lifetime: max(.seconds(3), interval * 3), client: redis)
        var engine: AlertEngine?
        while !Task.isCancelled {
            await lease.tryOnce()
            do {
                if lease.isHeld {
                    engine = try await judge(engine)
                } else {
                    engine = nil
                    board.show(try await AlertJournal.read(redis))
                }
            } catch {
                // What was found last stays on the board; its moment tells how old it is.
                logger.debug("alerts not judged", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: interval) } catch { break }
        }
        await lease.release()
    }

    private func judge(_ known: AlertEngine?) async throws -> AlertEngine {
        var engine: AlertEngine
        if let known { engine = known } else { engine = try await takeOver() }
        let figures = try await system.measure()
        let now = Int64(try await redis.time() / .milliseconds(1))
        for change in engine.judge(figures.all, at: now) { tell(change) }
        let journal = AlertJournal(judgedBy: instance, judgedAt: now, alerts: engine.alerts)
        board.show(journal, figures: figures.system)
        try await journal.write(redis)
        return engine
    }

    private func takeOver() async throws -> AlertEngine {
        let journal = try await AlertJournal.read(redis)
        return AlertEngine(rules: AlertRule.standard, alerts: journal?.alerts ?? [], judgedAt: journal?.judgedAt)
    }

    private func tell(_ alert: TrackedAlert) {
        let key = alert.key
        var metadata: Logger.Metadata = [
            "alert": "\(key.name)", "severity": "\(key.severity.rawValue)", "state": "\(alert.state.rawValue)", "value": "\(alert.value)",
        ]
        for (name, value) in [("of", key.service), ("replica", key.instance), ("subject", key.subject)] {
            if let value { metadata[name] = "\(value)" }
        }
        logger.log(level: alert.state == .firing ? .warning : .notice, "alert", metadata: metadata)
    }
}
