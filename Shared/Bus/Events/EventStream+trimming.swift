import Redis

extension EventStream {
    /// Removes what every group has handled, but leaves at least the newest `keep` entries for readers without a group.
    ///
    /// A group that is behind keeps its entries: a committed fact is not lost because somebody was away.
    package func trim(_ client: RedisClient, keep: Int) async throws(RedisError) {
        let stream = BusKeys.events(service)
        let surplus = try await client.xlen(stream) - keep
        guard surplus > 0 else { return }
        var limit = StreamID.maximum
        for group in try await client.xinfoGroups(stream) {
            let oldestPending = group.pending > 0 ? try await client.xpending(stream, group: group.name).oldest : nil
            limit = min(limit, oldestPending ?? group.lastDelivered)
        }
        // Whole nodes only, so it may leave some hundred more; never more than `surplus` go.
        _ = try await client.send(RedisCommand("XTRIM", stream, "MINID", "~", limit, "LIMIT", surplus))
    }
}
