internal import CLibpq

/// What it takes to cancel a connection's statement, independent of the connection.
///
/// Unchecked because it has one owner at a time: it is made under the session's lock and sent on a helper thread.
final class CancelRequest: @unchecked Sendable {
    private let request: OpaquePointer

    init(_ request: OpaquePointer) { self.request = request }

    deinit { PQfreeCancel(request) }

    /// Blocks until the server has taken the request. If it cannot be reached the statement goes on until
    /// its `statement_timeout`, and the session is given up before that.
    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
            _ = PQcancel(request, reason.baseAddress, Int32(reason.count))
        }
    }
}
