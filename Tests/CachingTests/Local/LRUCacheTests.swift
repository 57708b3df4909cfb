import Caching
import TestSupport
import Testing

@Suite struct LRUCacheTests {
    @Test func whatWasUsedLongestAgoMakesRoom() {
        var cache = LRUCache<String, Int>(capacity: 2)
        cache.set("a", 1, now: at(0))
        cache.set("b", 2, now: at(1))
        #expect(cache.get("a", now: at(2)) == 1)
        cache.set("c", 3, now: at(3))
        #expect(cache.peek("b", now: at(3)) == nil)
        #expect(cache.peek("a", now: at(3)) == 1)
        #expect(cache.statistics.evictions == 1)
        #expect(cache.statistics.oldestUse == at(2))
    }

    @Test func peekDoesNotCountAsUse() {
        var cache = LRUCache<String, Int>(capacity: 2)
        cache.set("a", 1, now: at(0))
        cache.set("b", 2, now: at(0))
        #expect(cache.peek("a", now: at(1)) == 1)
        cache.set("c", 3, now: at(2))
        #expect(cache.peek("a", now: at(2)) == nil)
        #expect(cache.statistics.hits == 0)
    }

    @Test func anEntryLivesForItsAgeAndNotLonger() {
        var cache = LRUCache<String, Int>()
        cache.set("default", 1, now: at(0))
        cache.set("own", 2, age: .seconds(10), now: at(0))
        #expect(cache.get("own", now: at(9.999)) == 2)
        #expect(cache.get("own", now: at(10)) == nil)
        #expect(cache.get("default", now: at(299.999)) == 1)
        #expect(cache.peek("default", now: at(300)) == nil)
        #expect(cache.get("default", now: at(300)) == nil)
        #expect(cache.statistics.expired == 2)
        #expect(cache.count == 0)
    }

    @Test(arguments: [true, false])
    func aGetRefreshesTheAgeWhereThatIsWanted(isWanted: Bool) {
        var cache = LRUCache<String, Int>(refreshesAgeOnGet: isWanted)
        cache.set("a", 1, age: .seconds(10), now: at(0))
        #expect(cache.get("a", now: at(9)) == 1)
        #expect(cache.get("a", now: at(18)) == (isWanted ? 1 : nil))
    }

    @Test func costsStayWithinTheBudget() {
        var cache = LRUCache<String, Int>(byteBudget: 100)
        cache.set("a", 1, cost: 40, now: at(0))
        cache.set("b", 2, cost: 40, now: at(0))
        cache.set("c", 3, cost: 60, now: at(0))
        #expect(cache.statistics.bytes == 100)
        #expect(cache.peek("a", now: at(0)) == nil)
        cache.set("b", 4, cost: 10, now: at(0))
        #expect(cache.statistics.bytes == 70)
    }

    @Test func whatIsTooLargeIsNotKeptAndTakesTheOldValueWithIt() {
        var cache = LRUCache<String, Int>(byteBudget: 100)
        cache.set("a", 1, cost: 1, now: at(0))
        let isKept = cache.set("a", 2, cost: 101, now: at(0))
        #expect(!isKept)
        #expect(cache.peek("a", now: at(0)) == nil)
        #expect(cache.statistics.bytes == 0)
    }

    @Test func aCacheWithoutRoomKeepsNothing() {
        var cache = LRUCache<String, Int>(capacity: 0)
        let isKept = cache.set("a", 1, now: at(0))
        #expect(!isKept)
        #expect(cache.get("a", now: at(0)) == nil)
    }

    @Test func tellsWhyEachValueIsDisposedOf() {
        let seen = Journal<String>()
        var cache = LRUCache<String, Int>(capacity: 2) { key, value, reason in seen.append("\(key)\(value) \(reason)") }
        cache.set("a", 1, now: at(0))
        cache.set("a", 2, now: at(0))
        cache.set("b", 1, age: .seconds(1), now: at(0))
        #expect(cache.get("b", now: at(1)) == nil)
        cache.remove("a")
        for key in ["c", "d", "e"] { cache.set(key, 1, now: at(1)) }
        cache.removeAll()
        #expect(seen.all.prefix(4) == ["a1 replaced", "b1 expired", "a2 removed", "c1 evicted"])
        #expect(seen.all.dropFirst(4).sorted() == ["d1 cleared", "e1 cleared"])
    }

    @Test func shrinksToItsNewSize() {
        var cache = LRUCache<Int, Int>()
        for key in 0..<10 { cache.set(key, key, cost: 10, now: at(0)) }
        cache.resize(capacity: 5, byteBudget: 30, now: at(0))
        #expect((0..<10).filter { cache.peek($0, now: at(0)) != nil } == [7, 8, 9])
        cache.resize(capacity: 20, now: at(0))
        for key in 0..<20 { cache.set(key, key, now: at(0)) }
        #expect(cache.count == 20)
    }
}
