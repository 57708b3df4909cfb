import Redis

extension RedisTier {
    /// - Parameter tags: what the answer must have been kept under, at least; a class is asked for with each of its members.
    package func get(_ key: String, tags: [CacheTag]) async -> TierLookup {
        await mget([TierQuestion(key, tags: tags)]).first ?? .miss(nil)
    }

    /// The lookups in the order of the questions, in one round trip; in two when entries were kept under tags that the
    /// questions do not name, and one more to give generations to tags that have none.
    package func mget(_ questions: [TierQuestion]) async -> [TierLookup] {
        let lookups = await lookups(questions, until: deadline)
        state.withLock { state in
            state.counts.skipped += lookups == nil ? questions.count : 0
            for case .hit in lookups ?? [] { state.counts.hits += 1 }
            for case .miss in lookups ?? [] { state.counts.misses += 1 }
        }
        return lookups ?? questions.map { _ in .miss(nil) }
    }

    /// For a query that comes now, when nobody looked before; nil when the tier keeps nothing at the moment.
    package func fence(_ tags: [CacheTag]) async -> TierFence? {
        await fences([tags]).first ?? nil
    }

    func fences(_ queries: [[CacheTag]]) async -> [TierFence?] {
        let (end, tags) = (deadline, queries.joined().withClasses)
        let none = queries.map { _ in nil as TierFence? }
        guard !queries.isEmpty, let connection = await admission(until: end) else { return none }
        guard let replies = await ask(TierGenerations.epochAnd(tags), connection, until: end) else { return none }
        var known = TierGenerations(epochAnd: tags, replies)
        if known.epoch == nil { state.withLock { $0.health.epochMissed() } }
        guard await create(known.missing(tags), in: &known, connection, until: end) else { return none }
        return queries.map { known.fence(for: $0.withClasses) }
    }

    private func lookups(_ questions: [TierQuestion], until deadline: ContinuousClock.Instant) async -> [TierLookup]? {
        guard !questions.isEmpty, let connection = await admission(until: deadline) else { return nil }
        let tags = questions.map(\.tags).joined().withClasses
        let commands = questions.map { .get(CacheKeys.entry($0.key)) } + TierGenerations.epochAnd(tags)
        guard let replies = await ask(commands, connection, until: deadline) else { return nil }
        let envelopes = replies.prefix(questions.count).map { $0.bytes.flatMap { TierEnvelope($0) } }
        var known = TierGenerations(epochAnd: tags, replies.dropFirst(questions.count))
        if known.epoch == nil { state.withLock { $0.health.epochMissed() } }
        guard await learn(known.unasked(envelopes.tags), in: &known, connection, until: deadline) else { return nil }

        let hits = zip(questions, envelopes).map { question, envelope in envelope.flatMap { question.answer(in: $0, known) } }
        let missed = zip(questions, hits).filter { $0.1 == nil }.map(\.0.tags).joined().withClasses
        guard await create(known.missing(missed), in: &known, connection, until: deadline) else { return nil }
        return zip(questions, hits).map { $1 ?? .miss(known.fence(for: $0.tags.withClasses)) }
    }

    private func learn(
        _ tags: [CacheTag], in known: inout TierGenerations, _ connection: Int, until deadline: ContinuousClock.Instant
    ) async -> Bool {
        guard !tags.isEmpty else { return true }
        let commands = tags.map { RedisCommand.get(CacheKeys.generation($0)) }
        guard let replies = await ask(commands, connection, until: deadline) else { return false }
        known.received(tags, replies)
        return true
    }

    /// Gives generations to tags that have none. Another process may be quicker, so what counts is what is there then.
    private func create(
        _ tags: [CacheTag], in known: inout TierGenerations, _ connection: Int, until deadline: ContinuousClock.Instant
    ) async -> Bool {
        guard !tags.isEmpty, known.epoch != nil else { return true }
        let commands = tags.flatMap { tag in
            let (key, token) = (CacheKeys.generation(tag), GenerationToken.make().bytes)
            let create = RedisCommand.set(key, token, expiresIn: configuration.generationLifetime, condition: .ifAbsent)
            return [create, .get(key)]
        }
        guard let replies = await ask(commands, connection, until: deadline) else { return false }
        known.received(tags, tags.indices.map { replies[2 * $0 + 1] })
        return true
    }
}

extension TierQuestion {
    /// Nil for an entry that was invalidated, or kept under too few tags: then it would outlive an invalidation.
    fileprivate func answer(in envelope: TierEnvelope, _ known: TierGenerations) -> TierLookup? {
        let kept = envelope.fence.generations
        guard known.agree(with: envelope.fence), tags.withClasses.allSatisfy({ kept[$0] != nil }) else { return nil }
        return .hit(envelope.value, tags: Set(kept.keys))
    }
}

extension [TierEnvelope?] {
    fileprivate var tags: Set<CacheTag> {
        reduce(into: []) { tags, envelope in tags.formUnion(envelope?.fence.generations.keys.map(\.self) ?? []) }
    }
}
