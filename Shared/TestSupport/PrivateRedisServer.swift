import Foundation
import Synchronization

/// A redis-server of a test's own, which can be stopped and started again. Ends with the process, however that ends.
package final class PrivateRedisServer: Sendable {
    package struct Failure: Error {
        package let output: String
    }

    package let port: Int
    package let socketPath: String
    private let directory: String
    private let arguments: [String]
    private let running: Mutex<(process: Process, guardian: FileHandle)?>

    package var url: String { "redis://127.0.0.1:\(port)/0" }
    package var socketURL: String { "unix://\(socketPath)" }

    /// A sentinel: it writes what it learns into its configuration.
    package init(sentinel configuration: String) throws {
        port = try freePort()
        directory = try Self.makeDirectory()
        socketPath = directory + "/redis.sock"
        let file = directory + "/sentinel.conf"
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        arguments = [file, "--sentinel", "--port", "\(port)", "--dir", directory]
        running = Mutex(nil)
        try start()
    }

    private static func makeDirectory() throws -> String {
        let directory = NSTemporaryDirectory() + "mn-redis-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    /// Returns when the server is ready. `arguments` are redis-server's, such as `--requirepass secret`.
    package init(_ arguments: [String] = [], port: Int? = nil) throws {
        self.port = try port ?? freePort()
        directory = try Self.makeDirectory()
        socketPath = directory + "/redis.sock"
        self.arguments = ["--port", "\(self.port)", "--unixsocket", socketPath, "--dir", directory, "--save", ""] + arguments
        running = Mutex(nil)
        try start()
    }

    deinit {
        stop()
        // What is left behind in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: directory)
    }

    package func start() throws {
        let (process, commands, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // A guardian kills the server at a line of input. At its end, which is ours, it takes the folder away too, so
        // nothing is left of a test run however it ended.
        let script = #"""
            exec 3<&0
            (read line <&3 || left=$0; kill -9 $$; rm -rf ${left:+"$left"}) >/dev/null 2>&1 &
            exec redis-server "$@" </dev/null 3<&-
            """#
        process.arguments = ["-c", script, directory] + arguments
        process.standardInput = commands
        process.standardOutput = output
        try process.run()
        try waitUntilReady(output.fileHandleForReading)
        let guardian = commands.fileHandleForWriting
        running.withLock { $0 = (process, guardian) }
    }

    package var isRunning: Bool { running.withLock { $0 != nil } }

    /// Stops it as a machine does that hangs: connections stay, and nothing is answered. `resume` wakes it.
    package func suspend() { running.withLock { _ = $0.map { kill($0.process.processIdentifier, SIGSTOP) } } }

    package func resume() { running.withLock { _ = $0.map { kill($0.process.processIdentifier, SIGCONT) } } }

    /// Kills the server; clients see their connections drop. Returns when it is gone.
    package func stop() {
        guard let (process, guardian) = running.withLock({ $0.take() }) else { return }
        // A guardian that cannot be told is gone, and its server with it.
        try? guardian.write(contentsOf: Data("\n".utf8))
        process.waitForEnd()
    }

    private func waitUntilReady(_ output: FileHandle) throws {
        var text = ""
        while !text.contains("Ready to accept connections"), !text.contains("+monitor master") {
            let data = output.availableData
            guard !data.isEmpty else { throw Failure(output: text) }
            text += String(decoding: data, as: UTF8.self)
        }
        // Whatever it says later is read and dropped, so that it never waits for us.
        output.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
    }
}

/// A TCP port that nobody listens on at this moment.
package func freePort() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutableBytes(of: &address) { bytes in
        let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
        return bind(socket, address, size) == 0 ? getsockname(socket, address, &size) : -1
    }
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return Int(UInt16(bigEndian: address.sin_port))
}
