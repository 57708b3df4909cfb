import Bus
import Contracts
import JSON
import Logging
import Observability
import Redis
import Resilience

/// Says every few seconds how this replica does, for whoever asks any gateway: a request over the bus reaches one replica only, and an
/// operator wants to hear of all. The report expires by itself; the replica's name stays for a while, so that one that has fallen
/// silent is missed.
package struct ReplicaReporter: Sendable {
    /// For so long a replica that ended without a word is still missed.
    package static let memory: Duration = .seconds(300)

    let service: ServiceName
    let instance: String
    let interval: Duration
    let figures: ReplicaFigures
    let redis: RedisClient
    let logger: Logger

    func run() async {
        var hasFailed = false
        while !Task.isCancelled {
            do {
                try await report()
                hasFailed = false
            } catch  where Task.isCancelled {
                break
            } catch {
                // Not with each attempt: Redis being away is said where it matters.
                if !hasFailed { logger.warning("cannot report", metadata: ["error": "\(error)"]) }
                hasFailed = true
            }
            do { try await Task.sleep(for: interval) } catch { break }
        }
        await leave()
    }

    private func report() async throws {
        let measured = await figures.measure()
        let now = ContinuousClock.now
        let report = ReplicaReport(
            service: service, instance: instance, measurements: measured, pool: figures.database?.pool(now),
            statements: figures.database?.statements(now))
        let (replicas, moment) = (ReportKeys.replicas(service), Double(Timestamp.now().milliseconds))
        let replies = try await redis.pipeline(
            [
                .set(ReportKeys.report(service, instance: instance), try JSONEncoding.encode(report), expiresIn: lifetime),
                .zadd(replicas, [(instance, moment)]),
                .zremrangebyscore(replicas, .upTo(moment - Self.memory / .milliseconds(1))),
                .pexpire(replicas, in: Self.memory * 2),
            ], deadline: .now + .seconds(2))
        for case .error(let error) in replies { throw error }
    }

    /// Long enough for two reports to be lost, or for one to wait for a check that hangs.
    private var lifetime: Duration { interval * 3 + .seconds(5) }

    /// Whoever ends as asked is not missed.
    private func leave() async {
        await shielded {
            do {
                _ = try await redis.pipeline(
                    [.zrem(ReportKeys.replicas(service), [instance]), .del(ReportKeys.report(service, instance: instance))],
                    deadline: .now + .seconds(1))
            } catch {
                // Then it is missed for a while.
                logger.debug("left without a word", metadata: ["error": "\(error)"])
            }
        }
    }
}
