/// A consumer group, as XINFO GROUPS tells.
package struct StreamGroupInfo: Sendable, Equatable {
    package let name: String
    package let consumers: Int
    package let pending: Int
    package let lastDelivered: StreamID
    /// Entries not yet delivered; `nil` when the server cannot tell.
    package let lag: Int?
}

/// A consumer, as XINFO CONSUMERS tells.
package struct StreamConsumerInfo: Sendable, Equatable {
    package let name: String
    package let pending: Int
    /// Since it last asked for something.
    package let idle: Duration
}

/// A stream, as XINFO STREAM tells.
package struct StreamInfo: Sendable, Equatable {
    package let length: Int
    package let groups: Int
    package let lastGenerated: StreamID
}

extension RedisClient {
    /// Throws `.server("ERR")` when there is no such stream, as the other two do.
    package func xinfoGroups(
        _ stream: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [StreamGroupInfo] {
        var groups: [StreamGroupInfo] = []
        for element in try await send(.xinfoGroups(stream), deadline: deadline).decodedArray() {
            let facts = try element.decodedPairs()
            groups.append(
                StreamGroupInfo(
                    name: try facts.fact("name").decodedString(), consumers: try facts.fact("consumers").decodedInt(),
                    pending: try facts.fact("pending").decodedInt(),
                    lastDelivered: try facts.fact("last-delivered-id").decodedStreamID(), lag: facts["lag"]?.int))
        }
        return groups
    }

    package func xinfoConsumers(
        _ stream: String, group: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [StreamConsumerInfo] {
        var consumers: [StreamConsumerInfo] = []
        for element in try await send(.xinfoConsumers(stream, group: group), deadline: deadline).decodedArray() {
            let facts = try element.decodedPairs()
            consumers.append(
                StreamConsumerInfo(
                    name: try facts.fact("name").decodedString(), pending: try facts.fact("pending").decodedInt(),
                    idle: .milliseconds(try facts.fact("idle").decodedInt())))
        }
        return consumers
    }

    package func xinfoStream(
        _ stream: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> StreamInfo {
        let facts = try await send(.xinfoStream(stream), deadline: deadline).decodedPairs()
        return StreamInfo(
            length: try facts.fact("length").decodedInt(), groups: try facts.fact("groups").decodedInt(),
            lastGenerated: try facts.fact("last-generated-id").decodedStreamID())
    }
}

extension [String: RESPValue] {
    fileprivate func fact(_ name: String) throws(RedisError) -> RESPValue {
        guard let value = self[name] else { throw RedisError(.unexpectedReply, "\(name) is missing") }
        return value
    }
}
