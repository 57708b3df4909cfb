import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct UniqueTests {
    private func job(_ label: String, _ conflict: UniqueKey.Conflict = .drop, priority: Int? = nil) throws -> NewJob {
        try NewJob(Work(label: label), priority: priority, unique: UniqueKey("key", conflict))
    }

    @Test func theSecondOfAKeyIsDroppedUntilTheFirstHasEnded() async throws {
        try await withJobWorld { world in
            let (gate, seen) = (Gate(), Journal<String>())
            let (first, second, third) = (try job("first"), try job("second"), try job("third"))
            #expect(try await world.queue.add(first).isNew)
            #expect(try await world.queue.add(second) == Added(id: first.id, isNew: false))
            try await world.workers(
                .work { work, _ in
                    seen.append(work.label)
                    try await gate.pass()
                })
            try await eventually { gate.arrived == 1 }
            #expect(try await world.queue.add(second) == Added(id: first.id, isNew: false))
            gate.open()
            try await eventually { try await world.state(first.id) == .completed }
            #expect(try await world.queue.add(third).isNew)
            try await eventually { try await world.state(third.id) == .completed }
            #expect(seen.all == ["first", "third"])
        }
    }

    @Test func aKeyMayBeFreeFromTheStartOn() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(.work { _, _ in try await gate.pass() })
            let key = UniqueKey("key", endsAtStart: true)
            try await world.queue.add(try NewJob(Work(), unique: key))
            try await eventually { gate.arrived == 1 }
            #expect(try await world.queue.add(try NewJob(Work(), unique: key)).isNew)
            gate.open()
        }
    }

    @Test func aWaitingJobIsReplacedUnderItsID() async throws {
        try await withJobWorld { world in
            let first = try job("old", .replace)
            try await world.queue.add([try NewJob(Work(label: "other")), first])
            #expect(try await world.queue.add(try job("new", .replace, priority: 9)) == Added(id: first.id, isNew: false))
            #expect(try await world.queue.status(first.id)?.position == 1)
            let seen = Journal<String>()
            try await world.workers(.work(.quick(concurrency: 1)) { work, _ in seen.append(work.label) })
            try await eventually { try await world.queue.backlog(type: Work.type) == 0 }
            #expect(seen.all == ["new", "other"])
        }
    }

    @Test func whoJoinsLiftsTheOneThatWaits() async throws {
        try await withJobWorld { world in
            let first = try job("first", .join)
            try await world.queue.add(try (0..<20).map { _ in try NewJob(Work()) } + [first])
            #expect(try await world.queue.status(first.id)?.position == 21)
            #expect(try await world.queue.add(try job("second", .join, priority: 1)) == Added(id: first.id, isNew: false))
            #expect(try await world.queue.status(first.id)?.position == 1)
        }
    }

    @Test func aRemovedJobGivesItsKeyBack() async throws {
        try await withJobWorld { world in
            let first = try job("first")
            try await world.queue.add(first)
            #expect(try await world.queue.remove(first.id) == .removed)
            #expect(try await world.queue.add(try job("second")).isNew)
        }
    }
}
