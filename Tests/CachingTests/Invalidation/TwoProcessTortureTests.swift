import Contracts
import Synchronization
import TestSupport
import Testing

@testable import Caching

/// Two processes with both tiers, one database, a real Redis. The laws: after its acknowledgement a write is seen by
/// everybody in the writer's process, and by whoever brings its position anywhere; and when all has been heard, what is
/// fresh is what the database has.
@Suite struct TwoProcessTortureTests {
    @Test func writesAreReadHereAtOnceAndEverywhereByTheirPosition() async throws {
        try await withProcesses { processes in
            let world = TwoProcessWorld(processes, isFencing: true)
            // Until everything that could go wrong has had its chance.
            try await world.run {
                $0.readCount >= 20_000
                    && processes.allSatisfy { $0.tier.statistics.hits > 20 && $0.cache.statistics.refusedFills > 20 }
            }
            #expect(world.violations == [])
            #expect(try await world.untruths() == [])
            #expect(processes.allSatisfy { $0.tier.statistics.failures == 0 })
        }
    }

    @Test func theLawsHoldInACluster() async throws {
        try await TestRedisCluster.withURL { url in
            try await withProcesses(url: url) { processes in
                let world = TwoProcessWorld(processes, isFencing: true)
                try await world.run { world in
                    world.readCount >= 10_000 && processes.allSatisfy { $0.tier.statistics.hits > 20 }
                }
                #expect(world.violations == [])
                #expect(try await world.untruths() == [])
            }
        }
    }

    @Test func withoutFencesTheyAreNot() async throws {
        try await withProcesses(isFencing: false) { processes in
            let world = TwoProcessWorld(processes, isFencing: false)
            try await world.run { !$0.violations.isEmpty }
            #expect(!world.violations.isEmpty)
        }
    }
}

private final class TwoProcessWorld: Sendable {
    struct Write: Sendable {
        let key: Int
        let version: Int
        let position: Position
        let writer: Int
    }

    static let keys = 12
    static let mostReads = 400_000

    let processes: [TestProcess]
    private let isFencing: Bool
    private let database = Mutex((versions: [Int](repeating: 0, count: keys), lastID: Int64(0)))
    private let acknowledged = Mutex<[Write]>([])
    private let seen = Journal<String>()
    private let reads = Tally()
    private let isOver = Atomic<Bool>(false)

    var violations: [String] { seen.all }
    var readCount: Int { reads.count }

    init(_ processes: [TestProcess], isFencing: Bool) {
        self.processes = processes
        self.isFencing = isFencing
    }

    func run(until isEnough: @escaping @Sendable (TwoProcessWorld) -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for process in processes.indices { group.addTask { try await self.write(process, SplitMix(seed: UInt64(process))) } }
            await withTaskGroup(of: Void.self) { readers in
                for reader in 0..<8 {
                    readers.addTask {
                        await self.read(reader % self.processes.count, SplitMix(seed: UInt64(100 + reader)), until: isEnough)
                    }
                }
            }
            isOver.store(true, ordering: .relaxed)
            try await group.waitForAll()
        }
    }

    /// What is fresh and wrong although everything has been heard.
    func untruths() async throws -> [String] {
        var untruths: [String] = []
        for process in processes {
            let last = try await process.channel.publish(.barrier("end"), deadline: .now + .seconds(60)).get()
            guard await process.channel.reach(last, limit: .seconds(60)) else { throw NeverHappened() }
            for key in 0..<Self.keys {
                let truth = version(of: key)
                if let found = process.cache.lookup("\(key)").fresh, found != truth { untruths.append("\(key): \(found)") }
                let kept = await process.tier.text("\(key)", tags: [tag("media:\(key)")])
                if let kept, Int(kept) != truth { untruths.append("tier \(key): \(kept)") }
            }
        }
        return untruths
    }

    private func version(of key: Int) -> Int { database.withLock { $0.versions[key] } }

    private func write(_ process: Int, _ random: SplitMix) async throws {
        var random = random
        while !isOver.load(ordering: .relaxed) {
            let key = Int.random(in: 0..<Self.keys, using: &random)
            let (version, id) = database.withLock { database in
                database.versions[key] += 1
                database.lastID += 1
                return (database.versions[key], database.lastID)
            }
            let invalidation = Invalidation([tag("media:\(key)")], fact: Fact(.media, id))
            try await processes[process].channel.invalidate(invalidation, limit: .seconds(60))
            let write = Write(key: key, version: version, position: Position(.media, id), writer: process)
            acknowledged.withLock { $0 = $0.suffix(15) + [write] }
            // Sometimes the next write comes at once, and sometimes entries live long enough to be hit.
            let next = reads.count + Int.random(in: 0...60, using: &random)
            while reads.count < next, !isOver.load(ordering: .relaxed) { await Task.yield() }
        }
    }

    private func read(_ process: Int, _ random: SplitMix, until isEnough: (TwoProcessWorld) -> Bool) async {
        var (random, turn) = (random, 0)
        while !isEnough(self), readCount < Self.mostReads {
            turn += 1
            // A hit suspends nowhere, and the writers need their turns.
            await Task.yield()
            let writes = acknowledged.withLock { $0 }
            guard let write = writes.randomElement(using: &random) else { continue }
            let isHere = write.writer == process
            if !isHere || turn.isMultiple(of: 2) {
                guard await processes[process].channel.catchUp(to: write.position, limit: .seconds(60)) else {
                    seen.append("cannot catch up")
                    continue
                }
            }
            let found = await answer(write.key, processes[process], pauses: Int.random(in: 0..<6, using: &random) == 0 ? 10 : 0)
            _ = reads.next()
            if found < write.version { seen.append("\(write.key) is \(found), \(write.version) was acknowledged, here: \(isHere)") }
        }
    }

    private func answer(_ key: Int, _ process: TestProcess, pauses: Int) async -> Int {
        let (name, tags) = ("\(key)", [tag("media:\(key)")])
        if let found = process.cache.lookup(name).fresh { return found }
        let fence = process.generations.fence(tags)
        let lookup = await process.tier.get(name, tags: tags)
        if case .hit(let bytes, _) = lookup, let value = Int(String(decoding: bytes, as: UTF8.self)) {
            process.cache.fill(value, for: name, fence: fence)
            return value
        }
        let value = version(of: key)
        // A slow query: so many round trips.
        for _ in 0..<pauses { _ = await process.client.uncancelled([.ping], deadline: .now + .seconds(60)) }
        var tierFence: TierFence?
        if isFencing { if case .miss(let fence) = lookup { tierFence = fence } } else { tierFence = await process.tier.fence(tags) }
        if let tierFence { await process.tier.set(name, Array("\(value)".utf8), fence: tierFence) }
        process.cache.fill(value, for: name, fence: fence)
        return value
    }
}
