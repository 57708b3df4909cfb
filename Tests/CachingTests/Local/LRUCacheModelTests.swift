import Caching
import TestSupport
import Testing

/// The law: it behaves like a slow but obvious cache, to the last disposal.
@Suite struct LRUCacheModelTests {
    @Test(arguments: 0..<60)
    func behavesLikeASlowButObviousOne(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let log = Journal<String>()
        var cache = LRUCache<Int, Int>(
            capacity: 4, byteBudget: 30, defaultAge: .seconds(20), refreshesAgeOnGet: seed.isMultiple(of: 2)
        ) { log.append("\($0)=\($1) \($2)") }
        var model = NaiveCache(capacity: 4, byteBudget: 30, refreshesAgeOnGet: seed.isMultiple(of: 2))
        var now = 0.0
        for step in 0..<1_500 {
            now += Double.random(in: 0...3, using: &random)
            let key = Int.random(in: 0..<8, using: &random)
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<40: #expect(cache.get(key, now: at(now)) == model.get(key, now))
            case 40..<45: #expect(cache.peek(key, now: at(now)) == model.peek(key, now))
            case 45..<90:
                let cost = Int.random(in: 0...35, using: &random)
                let age = Bool.random(using: &random) ? nil : Double.random(in: 0...40, using: &random)
                let isKept = cache.set(key, step, cost: cost, age: age.map { .seconds($0) }, now: at(now))
                #expect(isKept == model.set(key, step, cost, age ?? 20, now))
            case 90..<96: #expect(cache.remove(key) == model.remove(key))
            case 96..<98:
                let (capacity, budget) = (Int.random(in: 0...6, using: &random), Int.random(in: 0...50, using: &random))
                cache.resize(capacity: capacity, byteBudget: budget, now: at(now))
                model.resize(capacity, budget, now)
            default:
                // The order in which a cleared cache lets go is nobody's concern.
                let known = log.count
                cache.removeAll()
                #expect(Set(log.all.dropFirst(known)) == Set(model.removeAll()))
                model.log = log.all
            }
            #expect(cache.count == model.entries.count)
            #expect(cache.statistics.bytes == model.bytes)
            #expect(log.all.suffix(5) == model.log.suffix(5))
        }
        #expect(log.all == model.log)
    }
}

/// Its entries stand in an array, what was used last at the end.
private struct NaiveCache {
    struct Entry {
        let key: Int
        let value: Int
        let cost: Int
        let age: Double
        var end: Double
    }

    var capacity: Int
    var byteBudget: Int
    let refreshesAgeOnGet: Bool
    var entries: [Entry] = []
    var log: [String] = []

    init(capacity: Int, byteBudget: Int, refreshesAgeOnGet: Bool) {
        self.capacity = capacity
        self.byteBudget = byteBudget
        self.refreshesAgeOnGet = refreshesAgeOnGet
    }

    var bytes: Int { entries.reduce(0) { $0 + $1.cost } }

    func peek(_ key: Int, _ now: Double) -> Int? { entries.first { $0.key == key && now < $0.end }?.value }

    mutating func get(_ key: Int, _ now: Double) -> Int? {
        guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
        guard now < entries[place].end else {
            drop(place, "expired")
            return nil
        }
        var entry = entries.remove(at: place)
        if refreshesAgeOnGet { entry.end = now + entry.age }
        entries.append(entry)
        return entry.value
    }

    mutating func set(_ key: Int, _ value: Int, _ cost: Int, _ age: Double, _ now: Double) -> Bool {
        if let place = entries.firstIndex(where: { $0.key == key }) { drop(place, "replaced") }
        guard cost <= byteBudget, capacity > 0 else { return false }
        entries.append(Entry(key: key, value: value, cost: cost, age: age, end: now + age))
        shrink(now)
        return true
    }

    mutating func remove(_ key: Int) -> Int? {
        guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
        return drop(place, "removed")
    }

    mutating func removeAll() -> [String] {
        defer { entries = [] }
        return entries.map { "\($0.key)=\($0.value) cleared" }
    }

    mutating func resize(_ capacity: Int, _ byteBudget: Int, _ now: Double) {
        self.capacity = capacity
        self.byteBudget = byteBudget
        shrink(now)
    }

    private mutating func shrink(_ now: Double) {
        while entries.count > capacity || bytes > byteBudget { drop(0, now < entries[0].end ? "evicted" : "expired") }
    }

    @discardableResult
    private mutating func drop(_ place: Int, _ reason: String) -> Int {
        let entry = entries.remove(at: place)
        log.append("\(entry.key)=\(entry.value) \(reason)")
        return entry.value
    }
}
