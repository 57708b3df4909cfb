/// How much of a group is pending.
package struct StreamPendingSummary: Sendable, Equatable {
    package let count: Int
    /// `nil` when nothing is pending.
    package let oldest: StreamID?
    package let newest: StreamID?
    package let consumers: [String: Int]

    init(_ reply: RESPValue) throws(RedisError) {
        guard case .array(let parts) = reply, parts.count == 4 else { throw reply.unexpected("a summary") }
        count = try parts[0].decodedInt()
        oldest = parts[1].isNull ? nil : try parts[1].decodedStreamID()
        newest = parts[2].isNull ? nil : try parts[2].decodedStreamID()
        var consumers: [String: Int] = [:]
        for consumer in parts[3].array ?? [] {
            guard case .array(let pair) = consumer, pair.count == 2 else { throw consumer.unexpected("a consumer") }
            consumers[try pair[0].decodedString()] = try pair[1].decodedInt()
        }
        self.consumers = consumers
    }
}

/// An entry that was delivered and not acknowledged.
package struct StreamPendingEntry: Sendable, Equatable {
    package let id: StreamID
    package let consumer: String
    /// Since its last delivery.
    package let idle: Duration
    package let deliveries: Int

    init(_ reply: RESPValue) throws(RedisError) {
        guard case .array(let parts) = reply, parts.count == 4 else { throw reply.unexpected("a pending entry") }
        id = try parts[0].decodedStreamID()
        consumer = try parts[1].decodedString()
        idle = .milliseconds(try parts[2].decodedInt())
        deliveries = try parts[3].decodedInt()
    }
}
