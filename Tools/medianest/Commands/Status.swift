import ArgumentParser
import Contracts

/// Shows how a system is.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the health of the services, what waits in the streams, and the jobs.",
        discussion: "Exits with 69 when a service is not ready.")

    @OptionGroup var system: SystemOptions

    func run() async throws {
        let running = try system.redisURL == nil ? system.running() : nil
        let health = await HealthTable.read(running?.processes ?? HealthTable.usual)
        let backlog = try await OperatorBus.withBus(try system.redis()) { bus in
            let tables = BacklogTables(client: bus.client)
            return (try await tables.streams(), try await tables.jobs())
        }
        var lines: [String] = running.map { [$0.url, ""] } ?? []
        lines += health.table.lines + [""] + backlog.0.lines
        if let jobs = backlog.1 { lines += [""] + jobs.lines }
        print(lines.joined(separator: "\n"))
        if !health.unready.isEmpty {
            throw CommandError.unavailable("not ready: \(health.unready.joined(separator: ", "))")
        }
    }
}
