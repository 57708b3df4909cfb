import Bus
import Runtime

extension LiveWatch {
    static func build(_ runtime: ServiceRuntime, _ hub: LiveHub, _ revocations: Revocations) async throws -> LiveWatch {
        var tails: [(source: LiveSource, tail: StreamTail)] = []
        for source in LiveSource.allCases {
            let blocking = try await runtime.blockingClient("live:\(source.rawValue)")
            tails.append((source, StreamTail(stream: source.stream, client: runtime.redis, blocking: blocking, logger: runtime.logger)))
        }
        return LiveWatch(hub: hub, tails: tails, revocations: revocations, logger: runtime.logger)
    }
}
