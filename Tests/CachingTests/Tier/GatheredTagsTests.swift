import Synchronization
import Testing

@testable import Caching

@Suite struct GatheredTagsTests {
    /// What was told, and a gate at which a teller stands until the test opens it.
    private final class Line: Sendable {
        private struct State {
            var told: [Set<CacheTag>] = []
            var gate: CheckedContinuation<Void, Never>?
        }

        private let state = Mutex(State())

        var told: [Set<CacheTag>] { state.withLock(\.told) }
        var isHeld: Bool { state.withLock { $0.gate != nil } }

        func tell(_ tags: [CacheTag], isHeld: Bool = false) async {
            state.withLock { $0.told.append(Set(tags)) }
            if isHeld { await withCheckedContinuation { gate in state.withLock { $0.gate = gate } } }
        }

        func open() { state.withLock { $0.gate.take() }?.resume() }
    }

    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test func oneAloneIsToldAtOnce() async {
        let gathered = GatheredTags(), line = Line()
        #expect(
            await gathered.tell(["a"]) {
                await line.tell($0); return true
            })
        #expect(
            await !gathered.tell(["b"]) {
                await line.tell($0); return false
            })
        #expect(line.told == [["a"], ["b"]])
    }

    @Test func thoseThatComeMeanwhileGoTogetherAndEachHearsHowItWent() async {
        let gathered = GatheredTags(), line = Line()
        async let first = gathered.tell(["a"]) {
            await line.tell($0, isHeld: true); return true
        }
        await until { line.isHeld }
        let others = (0..<20).map { number in
            Task {
                await gathered.tell(["n:\(number % 10)", "all"].map { CacheTag($0)! }) {
                    await line.tell($0); return false
                }
            }
        }
        await until { gathered.waitingCount == 20 }
        #expect(line.told == [["a"]])
        line.open()
        #expect(await first)
        for other in others { #expect(await !other.value) }
        #expect(line.told.count == 2)
        #expect(line.told.last == Set((0..<10).map { CacheTag("n:\($0)")! } + ["all"]))
    }

    /// A command that travels already may have been read before the write that is to be told of.
    @Test func nobodyRidesWithWhatHasLeft() async {
        let gathered = GatheredTags(), line = Line()
        async let first = gathered.tell(["a"]) {
            await line.tell($0, isHeld: true); return true
        }
        await until { line.isHeld }
        async let second = gathered.tell(["a"]) {
            await line.tell($0, isHeld: true); return true
        }
        await until { gathered.waitingCount == 1 }
        line.open()
        #expect(await first)
        await until { line.isHeld }
        #expect(line.told == [["a"], ["a"]])
        line.open()
        #expect(await second)
    }

    @Test func allAreToldWhileManyCome() async {
        let gathered = GatheredTags(), line = Line()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    #expect(
                        await gathered.tell([CacheTag("n:\(number)")!]) {
                            await line.tell($0); await Task.yield(); return true
                        })
                }
            }
        }
        let told = line.told.flatMap { $0 }
        #expect(told.count == 2_000)
        #expect(Set(told).count == 2_000)
        #expect(gathered.waitingCount == 0)
    }
}
