import Foundation

/// Asks a process one question over HTTP, usually one of this machine. Client libraries weigh more than it.
enum LocalHTTP {
    struct Reply: Sendable {
        let status: Int
        let body: String
    }

    private static let limit = 4 << 20

    /// Nil when nobody answers in time.
    ///
    /// - Parameter address: in numbers; names are looked up elsewhere.
    static func get(_ path: String, address: String = "127.0.0.1", port: Int, patience: Duration = .seconds(3)) async -> Reply? {
        await withCheckedContinuation { continuation in
            // A queue for each question: serial ones have threads beyond those of Swift's own tasks, which must never wait for a socket.
            DispatchQueue(label: "local-http").async { continuation.resume(returning: blockingGet(path, address, port, patience)) }
        }
    }

    private static func blockingGet(_ path: String, _ address: String, _ port: Int, _ patience: Duration) -> Reply? {
        guard let socket = connect(address, port, patience) else { return nil }
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
            if let reply = reply(in: received) { return reply }
        }
        return nil
    }

    /// Nil while something is missing.
    private static func reply(in bytes: [UInt8]) -> Reply? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = head.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let length =
            head.lazy.compactMap { line -> Int? in
                guard line.lowercased().hasPrefix("content-length:") else { return nil }
                return Int(line.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
            }.first ?? 0
        let body = bytes[end.upperBound...]
        return body.count >= length ? Reply(status: status, body: String(decoding: body, as: UTF8.self)) : nil
    }

    private static func connect(_ address: String, _ port: Int, _ patience: Duration) -> Int32? {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, "\(port)", &hints, &found) == 0, let place = found?.pointee else { return nil }
        defer { freeaddrinfo(found) }
        let descriptor = socket(place.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        if Glibc.connect(descriptor, place.ai_addr, place.ai_addrlen) == 0 { return descriptor }
        close(descriptor)
        return nil
    }
}
