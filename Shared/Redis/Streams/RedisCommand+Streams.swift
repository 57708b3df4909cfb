extension RedisCommand {
    /// `id`: `nil` lets the server choose. `createsStream: false` does nothing, and replies null, if there is none.
    package static func xadd(
        _ stream: String, id: StreamID? = nil, trim: StreamTrim? = nil, createsStream: Bool = true,
        _ fields: [(String, any RedisArgument)]
    ) -> RedisCommand {
        var command = xadd(stream, id: id, trim: trim, createsStream: createsStream, capacity: 256)
        for (name, value) in fields {
            command.append(name)
            value.append(to: &command)
        }
        return command
    }

    /// XADD up to its id: append the names and values of the fields. For hot paths.
    package static func xadd(
        _ stream: String, id: StreamID? = nil, trim: StreamTrim? = nil, createsStream: Bool = true, capacity: Int
    ) -> RedisCommand {
        var command = RedisCommand("XADD", capacity: capacity)
        command.append(stream)
        if !createsStream { command.append("NOMKSTREAM") }
        trim?.append(to: &command)
        command.append(id?.description ?? "*")
        return command
    }

    package static func xdel(_ stream: String, _ ids: [StreamID]) -> RedisCommand {
        RedisCommand("XDEL", arguments: [stream] + ids)
    }

    package static func xlen(_ stream: String) -> RedisCommand { RedisCommand("XLEN", stream) }
    package static func xtrim(_ stream: String, _ trim: StreamTrim) -> RedisCommand {
        RedisCommand("XTRIM", stream, trim)
    }

    /// Both ends included, oldest first, or newest first if `reversed`.
    package static func xrange(
        _ stream: String, from: StreamID = .zero, to: StreamID = .maximum, count: Int? = nil, reversed: Bool = false
    ) -> RedisCommand {
        var command = RedisCommand(reversed ? "XREVRANGE" : "XRANGE", stream)
        for end in reversed ? [to, from] : [from, to] { end.append(to: &command) }
        command.appendCount(count)
        return command
    }

    /// `after`: `nil` means entries that are added from now on.
    package static func xread(
        _ streams: [(stream: String, after: StreamID?)], count: Int? = nil, block: Duration? = nil
    ) -> RedisCommand {
        var command = RedisCommand("XREAD", capacity: 192)
        command.appendCount(count)
        command.appendBlock(block)
        command.append("STREAMS")
        for stream in streams { command.append(stream.stream) }
        for stream in streams { command.append(stream.after?.description ?? "$") }
        return command
    }

    mutating func appendCount(_ count: Int?) {
        guard let count else { return }
        append("COUNT")
        append(count)
    }

    mutating func appendBlock(_ block: Duration?) {
        guard let block, block > .zero else { return }
        append("BLOCK")
        append(block.redisMilliseconds)
    }
}
