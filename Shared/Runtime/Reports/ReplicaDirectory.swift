import Contracts
import JSON
import Redis

/// What all replicas of all services said last.
package struct ReplicaDirectory: Sendable {
    let redis: RedisClient

    package init(redis: RedisClient) { self.redis = redis }

    /// By service and name. A replica of which nothing was heard in time is there without a report.
    package func replicas() async throws -> [KnownReplica] {
        var replicas: [KnownReplica] = []
        let names = try await redis.pipeline(ServiceName.allCases.map { .zrange(ReportKeys.replicas($0), 0, -1) })
        for (service, reply) in zip(ServiceName.allCases, names) {
            for name in try reply.decodedArray() { replicas.append(KnownReplica(service: service, instance: try name.decodedString())) }
        }
        let reports = try await redis.mget(replicas.map { ReportKeys.report($0.service, instance: $0.instance) })
        for (place, bytes) in reports.enumerated() {
            // One of another version, in the middle of an upgrade, must not hide all others.
            replicas[place].report = bytes.flatMap { try? JSONDecoding.decode(ReplicaReport.self, from: $0) }
        }
        return replicas.sorted { ($0.service.place, $0.instance) < ($1.service.place, $1.instance) }
    }
}

extension ServiceName {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
