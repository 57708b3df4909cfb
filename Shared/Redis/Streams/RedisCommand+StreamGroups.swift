extension RedisCommand {
    /// From each stream, entries that no consumer of the group has had (`pendingAfter: nil`), or those that this
    /// consumer has had and not acknowledged, after that id.
    package static func xreadgroup(
        group: String, consumer: String, _ streams: [String], pendingAfter: StreamID? = nil, count: Int? = nil,
        block: Duration? = nil, noAcknowledge: Bool = false
    ) -> RedisCommand {
        var command = RedisCommand("XREADGROUP", capacity: 256)
        command.append(contentsOf: ["GROUP", group, consumer])
        command.appendCount(count)
        command.appendBlock(block)
        if noAcknowledge { command.append("NOACK") }
        command.append("STREAMS")
        command.append(contentsOf: streams)
        for _ in streams { command.append(pendingAfter?.description ?? ">") }
        return command
    }

    package static func xack(_ stream: String, group: String, _ ids: [StreamID]) -> RedisCommand {
        RedisCommand("XACK", arguments: [stream, group] + ids)
    }

    /// `after`: `nil` means only what is added from now on.
    package static func xgroupCreate(
        _ stream: String, group: String, after: StreamID? = .zero, createsStream: Bool = true
    ) -> RedisCommand {
        var command = RedisCommand("XGROUP", "CREATE", stream, group, after?.description ?? "$")
        if createsStream { command.append("MKSTREAM") }
        return command
    }

    package static func xgroupDestroy(_ stream: String, group: String) -> RedisCommand {
        RedisCommand("XGROUP", "DESTROY", stream, group)
    }

    package static func xgroupDeleteConsumer(_ stream: String, group: String, consumer: String) -> RedisCommand {
        RedisCommand("XGROUP", "DELCONSUMER", stream, group, consumer)
    }

    package static func xpending(_ stream: String, group: String) -> RedisCommand {
        RedisCommand("XPENDING", stream, group)
    }

    package static func xpending(
        _ stream: String, group: String, idleFor idle: Duration, from: StreamID = .zero, to: StreamID = .maximum,
        count: Int, consumer: String? = nil
    ) -> RedisCommand {
        var command = RedisCommand("XPENDING", stream, group)
        if idle > .zero {
            command.append("IDLE")
            command.append(idle.redisMilliseconds)
        }
        from.append(to: &command)
        to.append(to: &command)
        command.append(count)
        if let consumer { command.append(consumer) }
        return command
    }

    /// Of these entries, takes over those that have been idle for so long.
    package static func xclaim(
        _ stream: String, group: String, consumer: String, idleFor idle: Duration, _ ids: [StreamID]
    ) -> RedisCommand {
        var command = RedisCommand("XCLAIM", stream, group, consumer, idle.redisMilliseconds)
        for id in ids { id.append(to: &command) }
        return command
    }

    /// Takes over entries that have been idle for so long, looking from that id on.
    package static func xautoclaim(
        _ stream: String, group: String, consumer: String, idleFor idle: Duration, from: StreamID = .zero,
        count: Int? = nil
    ) -> RedisCommand {
        var command = RedisCommand("XAUTOCLAIM", stream, group, consumer, idle.redisMilliseconds, from)
        command.appendCount(count)
        return command
    }

    package static func xinfoGroups(_ stream: String) -> RedisCommand { RedisCommand("XINFO", "GROUPS", stream) }
    package static func xinfoStream(_ stream: String) -> RedisCommand { RedisCommand("XINFO", "STREAM", stream) }

    package static func xinfoConsumers(_ stream: String, group: String) -> RedisCommand {
        RedisCommand("XINFO", "CONSUMERS", stream, group)
    }
}
