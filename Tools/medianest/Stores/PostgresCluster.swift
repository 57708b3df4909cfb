import Foundation
import Synchronization

/// The files of a Postgres cluster.
struct PostgresCluster: Sendable {
    let server: PostgresServer

    /// They are made under another name, so that a start which was cut short leaves nothing that looks finished.
    func makeIfMissing(_ log: LogForwarder) async throws(CommandError) {
        let data = "\(server.folder.postgres)/data"
        guard !FileManager.default.fileExists(atPath: data) else { return }
        let draft = "\(server.folder.postgres)/data.new"
        log("making the database files in \(data)")
        try remove(draft)
        try await initialise(draft)
        guard rename(draft, data) == 0 else {
            throw .configuration("\(data) cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    private func remove(_ folder: String) throws(CommandError) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw .configuration("\(folder) cannot be removed: \(error.localizedDescription)")
        }
    }

    private func initialise(_ folder: String) async throws(CommandError) {
        let arguments = [
            try Executable.postgres("initdb"), "--pgdata", folder, "--username", PostgresServer.administrator,
            "--auth", "scram-sha-256", "--auth-local", "peer", "--encoding", "UTF8", "--locale", "C.UTF-8",
        ]
        let output = Mutex<[String]>([])
        let child = try await ChildProcess.start(server.program(arguments)) { line in output.withLock { $0.append(line) } }
        let status = await child.exit()
        guard status == .code(0) else {
            let reason = output.withLock { $0.last { !$0.isEmpty } } ?? "it says nothing"
            throw .unavailable("initdb failed (\(status)): \(reason)")
        }
    }
}
