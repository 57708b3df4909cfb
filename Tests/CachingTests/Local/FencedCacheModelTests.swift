import Caching
import Testing

/// The law: a reader who starts after a write was acknowledged never sees what was there before it. Readers, writers and
/// flushes take their steps in every order that a seed can think of.
@Suite struct FencedCacheModelTests {
    @Test(arguments: 0..<40)
    func aReaderNeverSeesLessThanWasAcknowledged(seed: UInt64) {
        var world = World(random: SplitMix(seed: seed), isFencing: true)
        for _ in 0..<4_000 { world.step() }
        #expect(world.violations == 0)
        #expect(world.hits > 100)
    }

    /// The same orders, without the guard.
    @Test(arguments: 0..<40)
    func withoutTheFenceItWould(seed: UInt64) {
        var world = World(random: SplitMix(seed: seed), isFencing: false)
        for _ in 0..<4_000 { world.step() }
        #expect(world.violations > 0)
    }
}

private struct World {
    enum Process {
        case reader(key: Int, atLeast: Int)
        case querying(key: Int, atLeast: Int, fence: AnyFence)
        case filling(key: Int, atLeast: Int, fence: AnyFence, value: Int)
        case writer(key: Int)
        case invalidating(key: Int, version: Int)
        case acknowledging(key: Int, version: Int)
    }

    enum AnyFence {
        case early(TagFence)
        case late(Fence)
    }

    /// The sum of all, which depends on each.
    static let total = -1
    static let keys = 4

    var random: SplitMix
    let generations = TagGenerations(sweepsAbove: 8)
    let cache: FencedCache<Int, Int>
    var processes: [Process] = []
    var committed = [Int](repeating: 0, count: keys)
    var acknowledged = [Int](repeating: 0, count: keys)
    var now = 0.0
    var violations = 0
    var hits = 0

    init(random: SplitMix, isFencing: Bool) {
        self.random = random
        cache = FencedCache(
            generations: generations, capacity: 4, freshness: Freshness(age: .seconds(100)), isFencing: isFencing)
    }

    mutating func step() {
        now += Double.random(in: 0...0.5, using: &random)
        if processes.count < 6 { start() }
        switch Int.random(in: 0..<200, using: &random) {
        case 0: generations.flush()
        case 1: generations.suspend()
        case 2...10: generations.resume()
        case 11: generations.invalidate(["item:*", "total"])
        default: advance(Int.random(in: 0..<processes.count, using: &random))
        }
    }

    private mutating func start() {
        let key = Int.random(in: 0..<Self.keys, using: &random)
        if Int.random(in: 0..<4, using: &random) == 0 { return processes.append(.writer(key: key)) }
        let asked = Bool.random(using: &random) ? key : Self.total
        processes.append(.reader(key: asked, atLeast: value(asked, acknowledged)))
    }

    private mutating func advance(_ index: Int) {
        if let next = next(processes[index]) { processes[index] = next } else { processes.remove(at: index) }
    }

    private mutating func next(_ process: Process) -> Process? {
        switch process {
        case .reader(let key, let atLeast):
            if let found = cache.lookup(key, now: at(now)).fresh {
                hits += 1
                violations += found < atLeast ? 1 : 0
                return nil
            }
            let isEarly = Bool.random(using: &random)
            let fence = isEarly ? AnyFence.early(generations.fence(tags(key))) : .late(generations.fence())
            return .querying(key: key, atLeast: atLeast, fence: fence)
        case .querying(let key, let atLeast, let fence):
            return .filling(key: key, atLeast: atLeast, fence: fence, value: value(key, committed))
        case .filling(let key, let atLeast, let fence, let value):
            violations += value < atLeast ? 1 : 0
            switch fence {
            case .early(let fence): cache.fill(value, for: key, fence: fence, now: at(now))
            case .late(let fence): cache.fill(value, for: key, tags: tags(key), fence: fence, now: at(now))
            }
            return nil
        case .writer(let key):
            committed[key] += 1
            return .invalidating(key: key, version: committed[key])
        case .invalidating(let key, let version):
            generations.invalidate([tag("item:\(key)"), "total"])
            return .acknowledging(key: key, version: version)
        case .acknowledging(let key, let version):
            acknowledged[key] = max(acknowledged[key], version)
            return nil
        }
    }

    private func tags(_ key: Int) -> [CacheTag] {
        key == Self.total ? ["total"] : [tag("item:\(key)")]
    }

    private func value(_ key: Int, _ versions: [Int]) -> Int {
        key == Self.total ? versions.reduce(0, +) : versions[key]
    }
}
