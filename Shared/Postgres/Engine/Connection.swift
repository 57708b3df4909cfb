/// A connection that is open and belongs to nobody yet, on its way from the thread that opened it.
///
/// Unchecked because it has one owner at a time: it is made on one thread and taken over on the next.
struct Connection: @unchecked Sendable {
    let handle: OpaquePointer
}
