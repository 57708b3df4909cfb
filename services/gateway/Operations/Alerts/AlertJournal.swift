import JSON
import Observability
import Redis
import Runtime

/// What the one gateway that judges has found, as all of them read it, and as the next one to judge goes on from it.
struct AlertJournal: Codable, Sendable {
    /// Long enough to outlive any pause between two judges; what is older says nothing of now.
    static let lifetime: Duration = .seconds(3600)

    var judgedBy: String
    var judgedAt: TrackedAlert.Moment
    var alerts: [TrackedAlert]

    /// Nil: nobody has judged yet. One that another version wrote, and that cannot be read, counts as none.
    static func read(_ redis: RedisClient) async throws -> AlertJournal? {
        try await redis.get(ReportKeys.alerts).flatMap { try? JSONDecoding.decode(AlertJournal.self, from: $0) }
    }

    func write(_ redis: RedisClient) async throws {
        try await redis.set(ReportKeys.alerts, try JSONEncoding.encode(self), expiresIn: Self.lifetime)
    }
}
