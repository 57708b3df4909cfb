/// A connection that is open and belongs to nobody yet, on its way from the thread that opened it.
///
/// Unchecked because it has one owner at a time: it is made on one thread and taken over on the next.
struct Connection: @unchecked Sendable {
    let handle: OpaquePointer
    /// Our own duplicate of libpq's socket: libpq closes its own whenever it sees fit, and the number could then
    /// belong to another connection before the reactor forgets it.
    let descriptor: Int32
}
