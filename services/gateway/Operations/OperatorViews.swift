import Contracts
import Observability
import Redis
import Runtime

/// What an operator may see of the whole system, from any gateway.
struct OperatorViews: Sendable {
    let redis: RedisClient
    /// What was judged longer ago is old.
    let patience: Duration

    func replicas(of service: ServiceName?) async throws(Problem) -> [KnownReplica] {
        do {
            return try await ReplicaDirectory(redis: redis).replicas().filter { service == nil || $0.service == service }
        } catch {
            throw .unavailable("Redis, where the replicas report, is away.")
        }
    }

    func alerts(_ state: TrackedAlert.State?) async throws(Problem) -> AlertReport {
        do {
            let journal = try await AlertJournal.read(redis)
            return AlertReport(
                journal, rules: AlertRule.standard, state: state, now: try await redis.time(), patience: patience)
        } catch {
            throw .unavailable("Redis, where alerts are kept, is away.")
        }
    }
}
