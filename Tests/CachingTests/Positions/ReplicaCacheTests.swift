import Contracts
import Synchronization
import Testing

@testable import Caching

/// A table of one row behind a replica's cache, written by other replicas.
@Suite final class ReplicaCacheTests {
    private let heard = HeardFacts(of: .media)
    private let cache: ReplicaCache<String, Int>
    private let table = Mutex<Int?>(1)
    private let queries = Mutex(0)

    init() { cache = ReplicaCache(heard, capacity: 10) }

    private func read(_ position: Position = Position()) async throws -> Int? {
        try await cache.value(for: "row", tags: ["media:1"], showing: position) { query() }
    }

    private func query() -> Int? {
        queries.withLock { $0 += 1 }
        return table.withLock { $0 }
    }

    private func write(_ value: Int?) { table.withLock { $0 = value } }

    @Test func nothingIsRememberedBeforeFactsAreHeard() async throws {
        for _ in 0..<2 { #expect(try await read() == 1) }
        #expect(queries.withLock { $0 } == 2)
        heard.lost(last: nil)
        for _ in 0..<3 { #expect(try await read() == 1) }
        #expect(queries.withLock { $0 } == 3)
    }

    @Test func aFactOfAnotherReplicaBringsItDown() async throws {
        heard.lost(last: nil)
        #expect(try await read() == 1)
        write(2)
        heard.apply(7, ["media:1"])
        #expect(try await read() == 2)
        #expect(try await read(Position(.media, 7)) == 2)
        #expect(queries.withLock { $0 } == 2)
    }

    @Test func whoBringsAFactThatWasNotHeardGetsTheTablesAnswer() async throws {
        heard.lost(last: nil)
        #expect(try await read() == 1)
        write(2)
        // Until it is heard: anybody can make up a position before there is such a fact.
        for _ in 0..<2 { #expect(try await read(Position(.media, 7)) == 2) }
        #expect(queries.withLock { $0 } == 3)
        heard.apply(7, ["media:1"])
        for _ in 0..<2 { #expect(try await read(Position(.media, 7)) == 2) }
        #expect(try await read(Position(.auth, 99)) == 2, "other services' facts say nothing about it")
        #expect(queries.withLock { $0 } == 4)
    }

    @Test func theNewestFactThatThereWasAtTheBeginningIsShown() async throws {
        heard.lost(last: 7)
        for _ in 0..<2 { #expect(try await read(Position(.media, 7)) == 1) }
        #expect(queries.withLock { $0 } == 1)
        #expect(try await read(Position(.media, 6)) == 1)
        #expect(queries.withLock { $0 } == 2, "a smaller one may have been committed later")
    }

    @Test func whatWasReadBeforeAFactIsNotRememberedAfterIt() async throws {
        heard.lost(last: nil)
        let old = try await cache.value(for: "row", tags: ["media:1"], showing: Position()) {
            let value = query()
            write(2)
            heard.apply(7, ["media:1"])
            return value
        }
        #expect(old == 1)
        #expect(try await read() == 2)
    }

    @Test func aGapBringsEverythingDown() async throws {
        heard.lost(last: nil)
        heard.apply(7, [])
        #expect(try await read(Position(.media, 7)) == 1)
        write(2)
        heard.lost(last: nil)
        #expect(try await read() == 2)
    }

    @Test func whatIsNotThereIsAskedForEachTime() async throws {
        heard.lost(last: nil)
        write(nil)
        #expect(try await read() == nil)
        write(5)
        #expect(try await read() == 5)
    }

    @Test func theSourceIsAskedWhereThatIsWanted() async throws {
        heard.lost(last: nil)
        #expect(try await read() == 1)
        write(2)
        #expect(try await cache.fromSource("row", tags: ["media:1"]) { query() } == 2)
        #expect(try await read() == 2, "what it said is remembered")
        #expect(try await cache.fromSource("row", tags: ["media:1"], keeps: { $0 != 3 }) { 3 } == 3)
        #expect(try await read() == 2, "unless it must not be")
    }

    /// Replicas hear late and in the order of the stream; readers bring the newest position that they were told. Without looking at
    /// the position this fails at once.
    @Test(arguments: 0..<20) func noReaderIsEverGivenLessThanTheyHaveSeen(_ seed: UInt64) async throws {
        var generator = SplitMix(seed: seed)
        heard.lost(last: nil)
        var (written, heardUpTo): (Int64, Int64) = (1, 1)
        for _ in 0..<2_000 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0:
                written += 1
                write(Int(written))
            case 1 where heardUpTo < written:
                heardUpTo += 1
                heard.apply(heardUpTo, ["media:1"])
            case 2 where Int.random(in: 0..<20, using: &generator) == 0:
                heard.lost(last: written)
                heardUpTo = written
            default:
                let seen = Int64.random(in: 1...written, using: &generator)
                let shown = try #require(try await read(Position(.media, seen)))
                #expect(shown >= seen)
            }
        }
        #expect(queries.withLock { $0 } < 1_900)
    }
}
