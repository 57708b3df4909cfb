import Glibc

/// A loopback port that is kept for a child.
///
/// The port is bound here but not listened on, for as long as this value lives. The kernel gives it to nobody who asks for
/// any free port, while a server that reuses addresses may bind the very same port and listen. So there is no moment in
/// which somebody else could take it, not even between a child's end and its next start.
final class PortReservation: Sendable {
    let port: Int
    private let descriptor: Int32

    /// Any free port of the loopback address or, for a public server, of all addresses.
    static func any(onAllAddresses: Bool = false) throws(CommandError) -> PortReservation {
        guard let found = PortReservation(port: 0, onAllAddresses: onAllAddresses, sharesFromTheStart: false) else {
            throw .unavailable("there is no free port")
        }
        return found
    }

    /// Exactly this port, or nil when somebody has it or had it a moment ago.
    static func unused(_ port: Int) -> PortReservation? {
        PortReservation(port: port, onAllAddresses: false, sharesFromTheStart: false)
    }

    /// Exactly this port, also when connections of an earlier server still linger. Throws when somebody listens there.
    static func wanted(_ port: Int) throws(CommandError) -> PortReservation {
        guard canListen(port), let kept = PortReservation(port: port, onAllAddresses: true, sharesFromTheStart: true) else {
            throw .unavailable("port \(port) is taken; choose another with --port, or any free one with --port 0")
        }
        return kept
    }

    private init?(port: Int, onAllAddresses: Bool, sharesFromTheStart: Bool) {
        guard let bound = Self.bound(port, onAllAddresses: onAllAddresses, shares: sharesFromTheStart) else { return nil }
        descriptor = bound.descriptor
        self.port = bound.port
        Self.share(descriptor)
    }

    deinit { close(descriptor) }

    private static func canListen(_ port: Int) -> Bool {
        guard let bound = bound(port, onAllAddresses: true, shares: true) else { return false }
        defer { close(bound.descriptor) }
        return listen(bound.descriptor, 1) == 0
    }

    private static func bound(_ port: Int, onAllAddresses: Bool, shares: Bool) -> (descriptor: Int32, port: Int)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        if shares { share(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = onAllAddresses ? 0 : UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutableBytes(of: &address) { bytes in
            let generic = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return bind(descriptor, generic, size) == 0 ? getsockname(descriptor, generic, &size) : -1
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
    }

    private static func share(_ descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}
