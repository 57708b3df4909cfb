import Synchronization

/// The cluster that tests of this process share, which starts at the first use. One test at a time, because a cluster has no
/// databases to keep tests apart: each finds it empty.
package enum TestRedisCluster {
    private static let shared = Task { try await PrivateRedisCluster() }
    private static let turns = Turns()

    package static func withURL<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let cluster = try await shared.value
        await turns.take()
        do {
            for server in cluster.servers { try await server.ask("FLUSHALL") }
            let value = try await body(cluster.url)
            turns.give()
            return value
        } catch {
            turns.give()
            throw error
        }
    }
}

/// Whose turn it is, in the order in which they came.
private final class Turns: Sendable {
    private let state = Mutex<(isTaken: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                defer { state.isTaken = true }
                if state.isTaken { state.waiting.append(continuation) }
                return !state.isTaken
            }
            if isFree { continuation.resume() }
        }
    }

    func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty { state.isTaken = false }
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?.resume()
    }
}
