import Glibc
import Testing

@testable import medianest

@Suite struct PortReservationTests {
    @Test func twoNeverGetTheSame() throws {
        let kept = try (0..<200).map { _ in try PortReservation.any() }
        #expect(Set(kept.map(\.port)).count == kept.count)
    }

    @Test func nobodyElseGetsAKeptPort() throws {
        let kept = try PortReservation.any()
        #expect(PortReservation.unused(kept.port) == nil)
    }

    @Test func aServerThatReusesAddressesMayListenThere() throws {
        let kept = try PortReservation.any()
        let server = try listening(on: kept.port)
        defer { close(server) }
        #expect(throws: CommandError.self) { try PortReservation.wanted(kept.port) }
    }

    private func listening(on port: Int) throws -> Int32 {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafeBytes(of: &address) {
            bind(server, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        try #require(status == 0 && listen(server, 1) == 0)
        return server
    }
}
