/// What XAUTOCLAIM took over.
package struct StreamClaim: Sendable, Equatable {
    /// Where to look on; `.zero` once all pending entries have been looked at.
    package let next: StreamID
    package let entries: [StreamEntry]
    /// Were pending but no longer in the stream; they have been dropped from the group.
    package let deleted: [StreamID]

    init(_ reply: RESPValue) throws(RedisError) {
        let parts = try reply.decodedArray()
        guard parts.count >= 2 else { throw reply.unexpected("a claim") }
        next = try parts[0].decodedStreamID()
        entries = try parts[1].decodedStreamEntries()
        // Redis 6.2 has two parts only.
        deleted = parts.count > 2 ? try parts[2].decodedStreamIDs() : []
    }
}
