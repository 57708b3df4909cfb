import Redis

/// Something that the tier should have before anybody asks.
package struct TierWarming: Sendable {
    package var key: String
    package var tags: [CacheTag]
    package var lifetime: Duration?
    package var load: @Sendable () async throws -> [UInt8]

    package init(
        _ key: String, tags: [CacheTag], lifetime: Duration? = nil, load: @escaping @Sendable () async throws -> [UInt8]
    ) {
        self.key = key
        self.tags = tags
        self.lifetime = lifetime
        self.load = load
    }
}

extension RedisTier {
    /// Loads all of them, `concurrency` at a time, and keeps what could be loaded. Returns how many the tier has now. One that
    /// cannot be loaded is left out; cancelling ends the loads under way.
    @discardableResult
    package func warm(_ warmings: [TierWarming], concurrency: Int = 4) async -> Int {
        let fences = await fences(warmings.map(\.tags))
        let loads = zip(warmings, fences).compactMap { warming, fence in fence.map { (warming, $0) } }
        let entries = await withTaskGroup(of: TierEntry?.self) { group in
            var waiting = loads.makeIterator()
            func addNext() {
                guard let (warming, fence) = waiting.next() else { return }
                group.addTask { await self.load(warming, fence) }
            }
            for _ in 0..<max(1, concurrency) { addNext() }
            var entries: [TierEntry] = []
            for await entry in group {
                if let entry { entries.append(entry) }
                addNext()
            }
            return entries
        }
        return await mset(entries)
    }

    private func load(_ warming: TierWarming, _ fence: TierFence) async -> TierEntry? {
        do {
            return TierEntry(warming.key, try await warming.load(), fence: fence, lifetime: warming.lifetime)
        } catch {
            logger.warning("a cache entry cannot be warmed", metadata: ["key": "\(warming.key)", "error": "\(error)"])
            return nil
        }
    }
}
