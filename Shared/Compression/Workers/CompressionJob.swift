import NIOCore

/// Work that waits for a thread, and who waits for it. Nil tells them that it was not done.
struct CompressionJob: Sendable {
    /// - Parameter isWanted: whether anybody still waits for it; long work looks now and then.
    typealias Work = @Sendable (_ encoders: inout BodyEncoders, _ isWanted: () -> Bool) throws -> ByteBuffer

    let continuation: CheckedContinuation<ByteBuffer?, any Error>
    let work: Work
}
