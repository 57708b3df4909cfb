import Foundation
import Synchronization

/// A PgBouncer of a test's own, in transaction mode before a Postgres of a test's own. Ends with the process, however that ends.
package final class PrivatePooler: Sendable {
    package struct Failure: Error {
        package let output: String
    }

    private let directory: String
    private let configuration: String
    private let running = Mutex<(guardian: Process, input: FileHandle)?>(nil)

    package var url: String { "postgresql:///postgres?host=\(directory)&port=6432&user=postgres" }

    /// Returns when it is ready.
    ///
    /// - Parameters:
    ///   - sessions: at the server.
    ///   - ignores: what a client may ask for at the start in vain; everything else is refused.
    package init(before server: PrivatePostgresServer, sessions: Int, ignores: String = "") throws {
        directory = "/tmp/mn-pooler-\(UUID().uuidString.prefix(8))"
        configuration = """
            [databases]
            * = host=\(server.directory)
            [pgbouncer]
            listen_port = 6432
            unix_socket_dir = \(directory)
            auth_type = trust
            auth_file = \(directory)/users
            pool_mode = transaction
            default_pool_size = \(sessions)
            server_login_retry = 1
            ignore_startup_parameters = \(ignores)

            """
        try start()
    }

    deinit { stop() }

    package func start() throws {
        let (process, commands, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = Self.user + ["/bin/sh", "-c", Self.script, "pgbouncer", directory, configuration]
        process.standardInput = commands
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try waitUntilReady(output.fileHandleForReading)
        let input = commands.fileHandleForWriting
        running.withLock { $0 = (process, input) }
    }

    /// At once, whoever is connected.
    package func stop() {
        guard let (guardian, input) = running.withLock({ $0.take() }) else { return }
        // A guardian that cannot be told is gone, and its pooler with it.
        try? input.close()
        guardian.waitForEnd()
    }

    private static let script = #"""
        umask 022
        PATH=$PATH:/usr/sbin
        mkdir -p "$1" && cd "$1" && printf '%s' "$2" >ini && echo '"postgres" ""' >users || exit 1
        pgbouncer ini </dev/null &
        read line
        kill -TERM $!; wait $!
        rm -rf "$1"
        """#

    /// It refuses to run as root.
    private static var user: [String] {
        geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    }

    private func waitUntilReady(_ output: FileHandle) throws {
        var text = ""
        while !text.contains("process up:") {
            let data = output.availableData
            guard !data.isEmpty else { throw Failure(output: text) }
            text += String(decoding: data, as: UTF8.self)
        }
        // Whatever it says later is read and dropped, so that it never waits for us.
        output.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
    }
}
