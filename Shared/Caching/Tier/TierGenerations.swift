import Redis

/// What Redis has told about generations, read after the entries that are compared with it.
struct TierGenerations: Sendable {
    private(set) var epoch: GenerationToken?
    private var tokens: [CacheTag: GenerationToken] = [:]
    private var asked: Set<CacheTag> = []

    /// For `received`, in this order.
    static func epochAnd(_ tags: [CacheTag]) -> [RedisCommand] {
        [.get(CacheKeys.epoch)] + tags.map { .get(CacheKeys.generation($0)) }
    }

    init(epochAnd tags: [CacheTag], _ replies: some Collection<RESPValue>) {
        epoch = replies.first?.bytes.flatMap { TierEpoch($0) }?.token
        received(tags, replies.dropFirst())
    }

    mutating func received(_ tags: [CacheTag], _ replies: some Collection<RESPValue>) {
        for (tag, reply) in zip(tags, replies) {
            asked.insert(tag)
            tokens[tag] = reply.bytes.flatMap { GenerationToken($0) }
        }
    }

    /// The tags that Redis was not asked for yet.
    func unasked(_ tags: some Sequence<CacheTag>) -> [CacheTag] { tags.filter { !asked.contains($0) } }

    /// The tags that have no generation.
    func missing(_ tags: some Sequence<CacheTag>) -> [CacheTag] { tags.filter { tokens[$0] == nil } }

    /// Nil while one is missing: nothing can be told from a generation that is not there.
    func fence(for tags: [CacheTag]) -> TierFence? {
        guard let epoch else { return nil }
        var generations = [CacheTag: GenerationToken](minimumCapacity: tags.count)
        for tag in tags {
            guard let token = tokens[tag] else { return nil }
            generations[tag] = token
        }
        return TierFence(epoch: epoch, generations: generations)
    }

    /// Whether nothing was invalidated since the fence was taken.
    func agree(with fence: TierFence) -> Bool {
        fence.epoch == epoch && fence.generations.allSatisfy { tokens[$0.key] == $0.value }
    }
}
