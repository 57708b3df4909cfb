import Redis

extension EventStream {
    /// Removes what every group has handled, but leaves the newest `keep` entries for readers without a group.
    ///
    /// A group that is behind keeps its entries: a committed fact is not lost because somebody was away.
    package func trim(_ client: RedisClient, keep: Int) async throws(RedisError) {
        let stream = BusKeys.events(service)
        guard try await client.xlen(stream) > keep else { return }
        var limit = try await client.xrange(stream, count: keep, reversed: true).last?.id ?? .zero
        for group in try await client.xinfoGroups(stream) {
            let oldestPending = group.pending > 0 ? try await client.xpending(stream, group: group.name).oldest : nil
            limit = min(limit, oldestPending ?? group.lastDelivered)
        }
        try await client.xtrim(stream, .minimumID(limit))
    }
}
