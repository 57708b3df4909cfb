import Foundation

/// Asks a process of this machine one question over HTTP. Client libraries weigh more than it.
enum LocalHTTP {
    struct Reply: Sendable {
        let status: Int
        let body: String
    }

    private static let limit = 256 * 1024

    /// Nil when nobody answers in time.
    static func get(_ path: String, port: Int, patience: Duration = .seconds(3)) async -> Reply? {
        await withCheckedContinuation { continuation in
            // A queue for each question: serial ones have threads beyond those of Swift's own tasks, which must never wait for a socket.
            DispatchQueue(label: "local-http").async { continuation.resume(returning: blockingGet(path, port, patience)) }
        }
    }

    private static func blockingGet(_ path: String, _ port: Int, _ patience: Duration) -> Reply? {
        guard let socket = connect(port, patience) else { return nil }
        defer { close(socket) }
        // The connection is left open and closed here: the side that closes first keeps the port busy for a minute.
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while received.count < limit {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            received += chunk[..<count]
            if let reply = reply(in: String(decoding: received, as: UTF8.self)) { return reply }
        }
        return nil
    }

    /// Nil while something is missing.
    private static func reply(in text: String) -> Reply? {
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.lowerBound].split(separator: "\r\n")
        let words = head.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let length =
            head.lazy.compactMap { line -> Int? in
                guard line.lowercased().hasPrefix("content-length:") else { return nil }
                return Int(line.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
            }.first ?? 0
        let body = text[end.upperBound...]
        return body.utf8.count >= length ? Reply(status: status, body: String(body)) : nil
    }

    private static func connect(_ port: Int, _ patience: Duration) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafeBytes(of: &address) { bytes in
            Glibc.connect(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        if status == 0 { return descriptor }
        close(descriptor)
        return nil
    }
}
