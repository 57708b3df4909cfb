internal import CLibpq
import Glibc

/// Opens one connection on the calling thread, which blocks: name resolution, password files and TLS keys are read
/// by libpq as it goes, and the password's key derivation is work for milliseconds.
struct Connector {
    let configuration: PostgresConfiguration

    /// A connection in non-blocking mode.
    func connect() throws(PostgresError) -> Connection {
        let deadline = ContinuousClock.now + configuration.createTimeout
        let handle = try start()
        do throws(PostgresError) {
            try finish(handle, until: deadline)
            PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
            PQsetnonblocking(handle, 1)
            return Connection(handle: handle, descriptor: try duplicate(PQsocket(handle)))
        } catch {
            PQfinish(handle)
            throw error
        }
    }

    private func duplicate(_ socket: Int32) throws(PostgresError) -> Int32 {
        let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw PostgresError(.connectFailed, "the process has no file descriptors left") }
        return descriptor
    }

    private func start() throws(PostgresError) -> OpaquePointer {
        let settings = try ConnectionSettings(configuration)
        let handle = settings.withCStrings { PQconnectStartParams($0, $1, 0) }
        guard let handle else { throw PostgresError(.connectFailed, "out of memory") }
        // Makes the failure's SQLSTATE part of its message: libpq tells it nowhere else while connecting.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        // Without a receiver libpq prints notices to stderr. They are the server's remarks, which its own log keeps.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        return handle
    }

    private func finish(_ handle: OpaquePointer, until deadline: ContinuousClock.Instant) throws(PostgresError) {
        guard PQstatus(handle) != CONNECTION_BAD else { throw failure(handle) }
        var waitsFor = Int16(POLLOUT)
        while true {
            try wait(PQsocket(handle), for: waitsFor, until: deadline)
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: waitsFor = Int16(POLLIN)
            case PGRES_POLLING_WRITING: waitsFor = Int16(POLLOUT)
            default: throw failure(handle)
            }
        }
    }

    private func wait(
        _ socket: Int32, for events: Int16, until deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        while true {
            let left = deadline - .now
            guard left > .zero else { throw PostgresError(.connectFailed, "no connection within \(configuration.createTimeout)") }
            var entry = pollfd(fd: socket, events: events, revents: 0)
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
            if poll(&entry, 1, Int32(clamping: milliseconds)) > 0 { return }
        }
    }

    private func failure(_ handle: OpaquePointer) -> PostgresError {
        ConnectFailure(String(cString: PQerrorMessage(handle))).error
    }
}
