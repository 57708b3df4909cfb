import Foundation
import Synchronization

/// A Postgres cluster of a test's own, which can be stopped and started again. Ends with the process, however that
/// ends. It listens on a socket in a folder of its own, so it needs no free port, and it does not wait for the disk.
package final class PrivatePostgresServer: Sendable {
    package struct Failure: Error {
        package let output: String
    }

    /// Where its socket is.
    let directory: String
    private let running = Mutex<(guardian: Process, input: FileHandle)?>(nil)

    /// As the superuser, to the database `postgres`.
    package var url: String { "postgresql:///postgres?host=\(directory)&user=postgres" }

    /// Returns when the server is ready.
    package init() throws {
        directory = "/tmp/mn-postgres-\(UUID().uuidString.prefix(8))"
        try start()
    }

    deinit {
        stop()
        // What is left behind in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: directory)
    }

    package func start() throws {
        let (process, commands, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = Self.user + ["/bin/sh", "-c", Self.script, "postgres", directory, try Self.binaries()]
        process.standardInput = commands
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try waitUntilReady(output.fileHandleForReading)
        let input = commands.fileHandleForWriting
        running.withLock { $0 = (process, input) }
    }

    /// Stops the server at once, as a crash would, but its data stays for another start.
    package func stop() {
        guard let (guardian, input) = running.withLock({ $0.take() }) else { return }
        // A guardian that cannot be told is gone, and its server with it.
        try? input.write(contentsOf: Data("stop\n".utf8))
        guardian.waitForEnd()
    }

    /// The guardian stops the server at a line of input, or removes all of it at the input's end.
    private static let script = #"""
        umask 022
        mkdir -p "$1" && cd "$1" || exit 1
        [ -d data ] || "$2/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync || exit 1
        "$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c full_page_writes=off \
            -c max_connections=300 -c max_wal_size=4GB </dev/null &
        server=$!
        read line
        kill -QUIT $server; wait $server
        [ "$line" = stop ] || rm -rf "$1"
        """#

    /// Postgres refuses to run as root.
    private static var user: [String] {
        geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    }

    private static func binaries() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).max()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = newest.map { ["\(root)/\($0)/bin"] } ?? path.split(separator: ":").map(String.init)
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/postgres") }) else {
            throw Failure(output: "postgres is not installed")
        }
        return folder
    }

    private func waitUntilReady(_ output: FileHandle) throws {
        var text = ""
        while !text.contains("database system is ready to accept connections") {
            let data = output.availableData
            guard !data.isEmpty else { throw Failure(output: text) }
            text += String(decoding: data, as: UTF8.self)
        }
        // Whatever it says later is read and dropped, so that it never waits for us.
        output.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
    }
}
