import Glibc

/// Cuts what comes through a pipe into lines.
enum OutputLines {
    private static let longest = 64 * 1024

    /// Blocks until the last writer has gone, and closes the pipe. A line without an end is cut at 64 KiB.
    static func read(_ pipe: Int32, _ onLine: (String) -> Void) {
        defer { close(pipe) }
        var chunk = [UInt8](repeating: 0, count: longest)
        var line: [UInt8] = []
        while true {
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for byte in chunk[..<count] {
                if byte != UInt8(ascii: "\n") { line.append(byte) }
                if byte == UInt8(ascii: "\n") || line.count >= longest { flush(&line, onLine) }
            }
        }
        if !line.isEmpty { flush(&line, onLine) }
    }

    private static func flush(_ line: inout [UInt8], _ onLine: (String) -> Void) {
        onLine(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
    }
}
