import Glibc

/// Reads events over a blocking connection, as slowly as it likes.
final class EventSourceClient {
    private let socket: Int32
    private var bytes: [UInt8] = []
    private var reader = EventStreamReader()
    private(set) var head = ""
    private(set) var hasEnded = false

    var events: [ReceivedEvent] { reader.events }
    var comments: Int { reader.comments }
    var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }

    /// - Parameter window: how much the kernel takes in for it.
    init(port: Int, method: String = "GET", headers: [String], window: Int? = nil) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var window = window.map(Int32.init) {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        let text = "\(method) /api/v1/events HTTP/1.1\r\nHost: x\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n"
        _ = Array(text.utf8).withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        readHead()
    }

    deinit { Glibc.close(socket) }

    /// Reads until it has so many events or comments, or the stream ends.
    func read(until isEnough: (EventSourceClient) -> Bool) {
        while !hasEnded, !isEnough(self) { readChunk() }
    }

    private func readHead() {
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8), receive(1) {}
        head = String(decoding: bytes, as: UTF8.self).lowercased()
        bytes = []
    }

    /// One chunk (RFC 9112, section 7.1). The last is empty.
    private func readChunk() {
        bytes = []
        while !bytes.suffix(2).elementsEqual("\r\n".utf8) {
            guard receive(1) else { return hasEnded = true }
        }
        let length = Int(String(decoding: bytes.dropLast(2), as: UTF8.self), radix: 16) ?? 0
        bytes = []
        while bytes.count < length + 2 {
            guard receive(length + 2 - bytes.count) else { return hasEnded = true }
        }
        hasEnded = length == 0
        reader.receive(String(decoding: bytes.dropLast(2), as: UTF8.self))
    }

    /// False when the server has closed, or says nothing for too long.
    private func receive(_ count: Int) -> Bool {
        var part = [UInt8](repeating: 0, count: count)
        let received = recv(socket, &part, count, 0)
        bytes += part.prefix(max(0, received))
        return received > 0
    }
}
