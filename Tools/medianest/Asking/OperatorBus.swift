import Bus
import Contracts
import Logging
import NIOPosix
import Redis
import Runtime

/// The operator's way to ask services.
struct OperatorBus: Sendable {
    let client: RedisClient
    let requester: RedisRequester

    /// Lends a connected bus to `body`. What goes wrong on it becomes one line that names who did not answer.
    static func withBus<T: Sendable>(_ url: String, _ body: @Sendable (OperatorBus) async throws -> T) async throws -> T {
        let clients = try await connect(url)
        let requester = RedisRequester(
            instance: "medianest-\(InstanceID.generate())", client: clients[0], blocking: clients[1], logger: quiet)
        do {
            let value = try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await requester.run() }
                defer { group.cancelAll() }
                return try await body(OperatorBus(client: clients[0], requester: requester))
            }
            for client in clients { await client.close() }
            return value
        } catch {
            for client in clients { await client.close() }
            throw readable(error)
        }
    }

    private static let quiet = Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() }

    private static func connect(_ url: String) async throws(CommandError) -> [RedisClient] {
        var clients: [RedisClient] = []
        do {
            let configuration = try RedisConfiguration(url: url)
            for name in ["medianest", "medianest:replies"] {
                let client = RedisClient(
                    configuration: configuration, name: name, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
                try await client.connect()
                clients.append(client)
            }
            return clients
        } catch {
            for client in clients { await client.close() }
            throw .unavailable("Redis cannot be reached: \(error)")
        }
    }

    private static func readable(_ error: any Error) -> any Error {
        switch error {
        case let error as BusError:
            return CommandError.unavailable("the \(error.service.rawValue) service does not answer (\(error.code))")
        case let problem as Problem:
            let fields = (problem.errors ?? []).map { "\($0.field) \($0.message)" }.joined(separator: "; ")
            let details = [problem.detail ?? "", fields].filter { !$0.isEmpty }.joined(separator: ": ")
            let line = details.isEmpty ? problem.title : details
            return problem.status == 503 ? CommandError.unavailable(line) : CommandError.failed(line)
        case let error as RedisError:
            return CommandError.unavailable("Redis: \(error)")
        default: return error
        }
    }
}
