internal import CHiredis

/// Builds one `RESPValue` from hiredis's callbacks, which come depth first: leaves go to the innermost open array.
struct ReplyBuilder {
    private struct OpenArray {
        var missing: Int
        var elements: [RESPValue]
    }

    private var open: [OpenArray] = []
    private var finished: RESPValue?

    mutating func takeFinished() -> RESPValue? {
        finished.take()
    }

    mutating func append(_ value: RESPValue) {
        var value = value
        while let last = open.indices.last {
            open[last].elements.append(value)
            open[last].missing -= 1
            guard open[last].missing == 0 else { return }
            value = .array(open.removeLast().elements)
        }
        finished = value
    }

    mutating func openArray(count: Int) {
        guard count > 0 else { return append(.array([])) }
        var elements: [RESPValue] = []
        // The count is the peer's word: memory is reserved for plausible ones only.
        elements.reserveCapacity(min(count, 1024))
        open.append(OpenArray(missing: count, elements: elements))
    }

    mutating func abandon() {
        open.removeAll()
        finished = nil
    }
}

extension ReplyBuilder {
    /// The callbacks; `privdata` of every task is the builder, which is also the token given back for each object.
    // Unsafe only because it is a pointer: filled in once, and hiredis never writes to it.
    nonisolated(unsafe) static let functions: UnsafeMutablePointer<redisReplyObjectFunctions> = {
        let table = UnsafeMutablePointer<redisReplyObjectFunctions>.allocate(capacity: 1)
        table.initialize(
            to: redisReplyObjectFunctions(
                createString: { task, bytes, length in
                    build(task) { $0.append(value(type: task?.pointee.type, bytes, length)) }
                },
                createArray: { task, count in build(task) { $0.openArray(count: Int(count)) } },
                createInteger: { task, value in build(task) { $0.append(.integer(Int(value))) } },
                createNil: { task in build(task) { $0.append(.null) } },
                freeObject: { $0?.assumingMemoryBound(to: ReplyBuilder.self).pointee.abandon() }))
        return table
    }()

    private static func build(
        _ task: UnsafePointer<redisReadTask>?, _ change: (inout ReplyBuilder) -> Void
    ) -> UnsafeMutableRawPointer? {
        guard let token = task?.pointee.privdata else { return nil }
        change(&token.assumingMemoryBound(to: ReplyBuilder.self).pointee)
        return token
    }

    private static func value(type: CInt?, _ bytes: UnsafeMutablePointer<CChar>?, _ length: Int) -> RESPValue {
        let bytes = UnsafeRawBufferPointer(start: bytes, count: length)
        return switch type {
        case REDIS_REPLY_STATUS: .status(String(decoding: bytes, as: UTF8.self))
        case REDIS_REPLY_ERROR: .error(.reply(String(decoding: bytes, as: UTF8.self)))
        default: .bulk([UInt8](bytes))
        }
    }
}
