import Glibc
import NIOCore
import NIOPosix

/// Asks as the system is configured. Its call blocks, so it runs on threads of its own kind; the wait for it is bounded, though
/// the call itself may take longer.
package struct SystemResolver: HostResolver {
    private let eventLoop: any EventLoop
    private let limit: TimeAmount

    package init(eventLoop: any EventLoop, limit: Duration = .seconds(5)) {
        self.eventLoop = eventLoop
        self.limit = TimeAmount(limit)
    }

    package func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        let found = eventLoop.makePromise(of: [SocketAddress].self)
        NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) { Self.look(host, port) }.cascade(to: found)
        let timer = eventLoop.scheduleTask(in: limit) { found.fail(PushTimeout()) }
        found.futureResult.whenComplete { _ in timer.cancel() }
        return try await found.futureResult.get()
    }

    private static func look(_ host: String, _ port: Int) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { $0.flatMap { address($0.pointee, host) } }
    }

    private static func address(_ info: addrinfo, _ host: String) -> SocketAddress? {
        guard let bytes = UnsafeRawPointer(info.ai_addr) else { return nil }
        return switch info.ai_family {
        case AF_INET: SocketAddress(bytes.loadUnaligned(as: sockaddr_in.self), host: host)
        case AF_INET6: SocketAddress(bytes.loadUnaligned(as: sockaddr_in6.self), host: host)
        default: nil
        }
    }
}
