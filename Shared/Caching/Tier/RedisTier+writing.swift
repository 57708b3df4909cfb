import Redis

extension RedisTier {
    /// Returns whether Redis has it. The value must come from its source: one from another cache may be older than the fence,
    /// which that cache knows nothing of. Whether it will be given out is judged at each lookup: a value whose tags were
    /// invalidated since the fence was taken is not.
    @discardableResult
    package func set(_ key: String, _ value: [UInt8], fence: TierFence, lifetime: Duration? = nil) async -> Bool {
        await mset([TierEntry(key, value, fence: fence, lifetime: lifetime)]) == 1
    }

    /// Returns how many of them Redis has.
    @discardableResult
    package func mset(_ entries: [TierEntry]) async -> Int {
        let end = deadline
        guard !entries.isEmpty, await admission(until: end) != nil else { return 0 }
        do {
            let replies = try await client.pipeline(entries.compactMap(command), deadline: end)
            let stored = replies.count { $0.error == nil }
            state.withLock { state in
                state.health.succeeded()
                state.counts.stored += stored
            }
            return stored
        } catch {
            note(error)
            return 0
        }
    }

    /// Makes all that was kept or read before under the tags, or under a member of theirs, worthless to everybody.
    ///
    /// Returns whether it did; also when the task is cancelled. If not, this process leaves the tier alone until it has
    /// emptied it, and the others must be told to do the same.
    package func invalidate(_ tags: [CacheTag]) async -> Bool {
        guard !tags.isEmpty else { return true }
        let isDone = await gathered.tell(tags) { await renewGenerations($0) }
        state.withLock { state in
            state.counts.invalidations += 1
            guard !isDone else { return }
            state.counts.failedInvalidations += 1
            state.health.distrust()
        }
        return isDone
    }

    private func renewGenerations(_ tags: [CacheTag]) async -> Bool {
        // Nobody waits for a tier that rests when it is to be emptied anyway.
        guard client.isConnected, !state.withLock({ $0.health.isDistrusted && $0.health.isResting(now: .now) }) else {
            return false
        }
        // Where there is no generation, nothing that is kept can be given out: the next one is a new one.
        let commands = tags.map { tag in
            RedisCommand.set(
                CacheKeys.generation(tag), GenerationToken.make().bytes, expiresIn: configuration.generationLifetime,
                condition: .ifPresent)
        }
        switch await client.uncancelled(commands, deadline: deadline) {
        case .success(let replies):
            guard let error = replies.lazy.compactMap(\.error).first else { return true }
            logger.warning("the cache tier refused an invalidation", metadata: ["error": "\(error)"])
            return false
        case .failure(let error):
            note(error)
            return false
        }
    }

    private func command(_ entry: TierEntry) -> RedisCommand? {
        guard let bytes = TierEnvelope(fence: entry.fence, value: entry.value).bytes else { return nil }
        return .set(CacheKeys.entry(entry.key), bytes, expiresIn: entry.lifetime ?? configuration.lifetime)
    }
}
