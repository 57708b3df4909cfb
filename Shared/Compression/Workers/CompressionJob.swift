import NIOCore

/// One body that waits for a thread, and who waits for it. Nil tells them that it was not compressed.
struct CompressionJob: Sendable {
    let body: ByteBuffer
    let coding: ContentCoding
    let continuation: CheckedContinuation<ByteBuffer?, any Error>
}
