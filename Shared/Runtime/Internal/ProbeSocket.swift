import Glibc

/// A blocking TCP connection whose every step has a time limit.
struct ProbeSocket {
    private let descriptor: Int32

    /// Nil when nothing listens there, or not within `patience`.
    init?(host: String, port: Int, patience: Duration) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found else { return nil }
        defer { freeaddrinfo(found) }
        var candidate: UnsafeMutablePointer<addrinfo>? = first
        while let address = candidate {
            if let descriptor = Self.connected(to: address.pointee, patience: patience) {
                self.descriptor = descriptor
                return
            }
            candidate = address.pointee.ai_next
        }
        return nil
    }

    func close() {
        Glibc.close(descriptor)
    }

    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// The first `limit` bytes, fewer if the other side closes or is silent for too long.
    func receive(limit: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &bytes, limit, Int32(MSG_WAITALL))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func connected(to address: addrinfo, patience: Duration) -> Int32? {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), address.ai_protocol)
        guard descriptor >= 0 else { return nil }
        let (seconds, attoseconds) = patience.components
        var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        // The send timeout also limits connect.
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
        Glibc.close(descriptor)
        return nil
    }
}
