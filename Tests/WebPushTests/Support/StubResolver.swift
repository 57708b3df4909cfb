import NIOCore
import Synchronization

@testable import WebPush

/// Knows one answer, and remembers what it was asked for.
final class StubResolver: HostResolver {
    private let found: [SocketAddress]
    private let asked = Mutex<[String]>([])

    init(_ found: [SocketAddress]) { self.found = found }

    convenience init(ip addresses: String...) throws {
        self.init(try addresses.map { try SocketAddress(ipAddress: $0, port: 443) })
    }

    var questions: [String] { asked.withLock { $0 } }

    func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        asked.withLock { $0.append("\(host):\(port)") }
        return found
    }
}
