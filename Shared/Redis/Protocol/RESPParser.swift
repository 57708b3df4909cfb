internal import CHiredis

/// RESP2 bytes in, values out, however the bytes were cut. Reads through hiredis's reader, whose callbacks build
/// our values directly, so that no reply tree is made and copied.
///
/// After it has thrown once it throws for ever: a stream that lost its framing cannot be read on.
struct RESPParser: ~Copyable {
    // The reader moves its unread bytes to the front after each kilobyte; small meals keep that move short.
    private static let slice = 16 * 1024
    private static let idleBuffer = 64 * 1024

    private let reader: UnsafeMutablePointer<redisReader>
    private let builder: UnsafeMutablePointer<ReplyBuilder>

    init() {
        guard let reader = redisReaderCreateWithFunctions(ReplyBuilder.functions) else {
            fatalError("out of memory")
        }
        self.reader = reader
        builder = .allocate(capacity: 1)
        builder.initialize(to: ReplyBuilder())
        reader.pointee.privdata = UnsafeMutableRawPointer(builder)
        reader.pointee.maxbuf = Self.idleBuffer
    }

    deinit {
        // First the reader: it gives back a half-built reply through the builder.
        redisReaderFree(reader)
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    /// Appends to `replies` each reply that is complete with these bytes.
    /// Throws `.protocolViolation` for what is not RESP2; the replies before it have been appended.
    mutating func received(
        _ bytes: UnsafeRawBufferPointer, replies: inout [RESPValue]
    ) throws(RedisError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let meal = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.slice))
            rest = rest.dropFirst(Self.slice)
            try check(redisReaderFeed(reader, meal.baseAddress?.assumingMemoryBound(to: CChar.self), meal.count))
            try drain(into: &replies)
        }
    }

    private mutating func drain(into replies: inout [RESPValue]) throws(RedisError) {
        while true {
            var token: UnsafeMutableRawPointer?
            try check(redisReaderGetReply(reader, &token))
            guard token != nil, let reply = builder.pointee.takeFinished() else { return }
            replies.append(reply)
        }
    }

    private func check(_ status: CInt) throws(RedisError) {
        guard status != REDIS_OK else { return }
        let message = withUnsafeBytes(of: &reader.pointee.errstr) { text in
            String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
        throw RedisError(.protocolViolation, message)
    }
}
