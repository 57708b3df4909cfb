import Testing

@testable import gateway

struct RecentlyUsedTests {
    /// Against a model that keeps its keys in an array, the most recent last.
    @Test func behavesLikeASlowButObviousOne() {
        var generator = SystemRandomNumberGenerator()
        for capacity in [1, 2, 7] {
            var cache = RecentlyUsed<Int, Int>(capacity: capacity)
            var model: [(key: Int, value: Int)] = []
            for step in 0..<5_000 {
                let key = Int.random(in: 0..<12, using: &generator)
                let known = model.firstIndex { $0.key == key }
                if Bool.random(using: &generator) {
                    #expect(cache.value(for: key) == known.map { model[$0].value })
                    if let known { model.append(model.remove(at: known)) }
                } else {
                    cache.insert(step, for: key)
                    if let known { model.remove(at: known) }
                    model.append((key, step))
                    if model.count > capacity { model.removeFirst() }
                }
                #expect(cache.count == model.count)
            }
        }
    }
}
