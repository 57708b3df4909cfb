import Contracts
import Resilience
import Runtime

extension Stack {
    /// Starts the services and returns when each says that it is ready.
    func startServices() async throws {
        var supervisors: [String: Supervisor] = [:]
        for isGateway in [false, true] {
            let row = processes.filter { ($0.service == .gateway) == isGateway }
            let programs = try row.map { process throws(CommandError) in
                try process.program(options, redis: redis, postgres: postgres)
            }
            for supervisor in launch(programs) { supervisors[supervisor.name] = supervisor }
        }
        try await waitUntilReady(supervisors, Deadline.after(options.readyWithin))
    }

    private func waitUntilReady(_ supervisors: [String: Supervisor], _ deadline: Deadline) async throws {
        var waiting = processes
        while !waiting.isEmpty {
            try refuseBadConfiguration(supervisors)
            if deadline.hasPassed { throw notReady(waiting, supervisors) }
            waiting = await Self.unready(waiting, supervisors)
            if !waiting.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    private static func unready(
        _ processes: [ServiceProcess], _ supervisors: [String: Supervisor]
    ) async -> [ServiceProcess] {
        await withTaskGroup(of: String?.self) { group in
            for process in processes {
                group.addTask {
                    let reply = await LocalHTTP.get("/health/ready", port: process.internalPort.port)
                    return reply?.status == 200 && supervisors[process.name]?.isRunning == true ? process.name : nil
                }
            }
            let ready = await group.reduce(into: Set<String>()) { if let name = $1 { $0.insert(name) } }
            return processes.filter { !ready.contains($0.name) }
        }
    }

    /// Trying again does not mend a setting.
    private func refuseBadConfiguration(_ supervisors: [String: Supervisor]) throws(CommandError) {
        for (name, supervisor) in supervisors where supervisor.exits.contains(.code(ConfigurationError.exitCode)) {
            throw .configuration("\(name) refuses its configuration; its line above says why")
        }
    }

    private func notReady(_ processes: [ServiceProcess], _ supervisors: [String: Supervisor]) -> CommandError {
        let names = processes.map { process in
            let exits = supervisors[process.name]?.exits ?? []
            return exits.last.map { "\(process.name) (ended \(exits.count) times, last with \($0))" } ?? process.name
        }
        let seconds = Int(options.readyWithin / .seconds(1))
        return .unavailable("not ready within \(seconds) s: \(names.joined(separator: ", "))")
    }
}
