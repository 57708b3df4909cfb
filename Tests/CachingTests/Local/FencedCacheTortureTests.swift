import Caching
import Synchronization
import Testing

/// The same law with real threads: one database with versions, and the invalidation between commit and acknowledgement.
@Suite struct FencedCacheTortureTests {
    @Test func readersBesideWritersNeverSeeLessThanWasAcknowledged() async {
        let world = TortureWorld(isFencing: true)
        await world.run(readsEach: 6_000)
        #expect(world.violations == 0)
        #expect(world.cache.statistics.hits > 1_000)
        #expect(world.cache.statistics.refusedFills > 0)
    }

    @Test func withoutTheFenceTheyWould() async {
        let world = TortureWorld(isFencing: false)
        await world.run(readsEach: 6_000)
        #expect(world.violations > 0)
    }
}

private final class TortureWorld: Sendable {
    static let keys = 3

    let generations = TagGenerations()
    let cache: FencedCache<Int, Int>
    private let committed = Mutex([Int](repeating: 0, count: keys))
    private let acknowledged = Mutex([Int](repeating: 0, count: keys))
    private let seenOld = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)

    var violations: Int { seenOld.load(ordering: .relaxed) }

    init(isFencing: Bool) {
        cache = FencedCache(generations: generations, isFencing: isFencing)
    }

    func run(readsEach count: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for key in 0..<Self.keys { group.addTask { await self.write(key, SplitMix(seed: UInt64(1_000 + key))) } }
            await withTaskGroup(of: Void.self) { readers in
                for reader in 0..<6 { readers.addTask { await self.read(count, SplitMix(seed: UInt64(reader))) } }
            }
            isOver.store(true, ordering: .relaxed)
        }
    }

    private func write(_ key: Int, _ random: SplitMix) async {
        var random = random
        while !isOver.load(ordering: .relaxed) {
            let version = committed.withLock { versions in
                versions[key] += 1
                return versions[key]
            }
            await Task.yield()
            generations.invalidate([tag("item:\(key)")])
            acknowledged.withLock { $0[key] = version }
            // Sometimes the next write comes at once, and sometimes entries live long enough to be hit.
            for _ in 0..<Int.random(in: 0...30, using: &random) { await Task.yield() }
        }
    }

    private func read(_ count: Int, _ random: SplitMix) async {
        var random = random
        for _ in 0..<count {
            let key = Int.random(in: 0..<Self.keys, using: &random)
            let atLeast = acknowledged.withLock { $0[key] }
            let value = await answer(key, pauses: Int.random(in: 0..<8, using: &random) == 0 ? 40 : 1)
            if value < atLeast { seenOld.wrappingAdd(1, ordering: .relaxed) }
        }
    }

    private func answer(_ key: Int, pauses: Int) async -> Int {
        if let found = cache.lookup(key).fresh {
            await Task.yield()
            return found
        }
        let fence = generations.fence([tag("item:\(key)")])
        let value = committed.withLock { $0[key] }
        for _ in 0..<pauses { await Task.yield() }
        cache.fill(value, for: key, fence: fence)
        return value
    }
}
