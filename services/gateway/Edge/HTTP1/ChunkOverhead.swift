/// What a chunked body costs beside its content: sizes, line ends, and extensions, which nobody reads and no limit of the parser
/// counts.
struct ChunkOverhead {
    /// A body in chunks of one byte has five bytes beside each.
    static let allowance = (once: 16 << 10, perByte: 16)

    private var isInBody = false
    private var hasBegunInThisRead = false
    private var received = 0
    private var content = 0

    /// A head was read; what remains in the same read is not counted.
    mutating func bodyBegan(isChunked: Bool) {
        isInBody = isChunked
        hasBegunInThisRead = true
        received = 0
        content = 0
    }

    mutating func receivedContent(_ count: Int) { content += count }

    mutating func bodyEnded() { isInBody = false }

    /// So many bytes were read and parsed.
    mutating func received(_ count: Int) {
        if isInBody, !hasBegunInThisRead { received += count }
        hasBegunInThisRead = false
    }

    var isExcessive: Bool { isInBody && received - content > Self.allowance.once + Self.allowance.perByte * content }
}
