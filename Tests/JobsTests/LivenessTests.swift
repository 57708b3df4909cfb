import Contracts
import Observability
import Redis
import TestSupport
import Testing

@testable import Jobs

@Suite struct LivenessTests {
    @Test func silenceIsToldFromQuietAndFromWork() {
        var liveness = Liveness()
        let start = ContinuousClock.now
        #expect(liveness.status(isFull: false, now: start + .seconds(60)) == .live)
        liveness.started(start)
        #expect(liveness.status(isFull: false, now: start + .milliseconds(900)) == .live)
        #expect(liveness.status(isFull: false, now: start + .seconds(2)) == .quiet)
        #expect(liveness.status(isFull: false, now: start + .seconds(9)) == .stuck(.seconds(9)))
        #expect(liveness.status(isFull: true, now: start + .seconds(9)) == .live)
        liveness.passed(start + .seconds(8))
        #expect(liveness.status(isFull: false, now: start + .milliseconds(8_500)) == .live)
    }

    @Test func canariesPassThroughEveryIdleReader() async throws {
        try await withJobWorld { world in
            let types = [JobType.work(), JobType(Chore.self, policy: .quick()) { _, _ in Nothing() }]
            let one = try await world.workers("one", types[0], types[1])
            let two = try await world.workers("two", types[0], types[1])
            let start = ContinuousClock.now
            // Longer than a reader may be silent: without canaries all of them would be stuck by now.
            try await eventually { ContinuousClock.now - start > Liveness.patience + .seconds(1) }
            for workers in [one, two] { #expect(await workers.healthCheck.run() == .healthy) }
            #expect(try await world.queue.backlog(type: Work.type) <= 1)
        }
    }

    @Test func aReaderThatConsumesNothingIsSeenWithinTenSeconds() async throws {
        try await withJobWorld { world in
            let stuck = try await world.workers("stuck", .work())
            // Another works all the while: what it consumes does not count.
            let well = try await world.workers("well", .work())
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            let stopped = ContinuousClock.now
            await stuck.stopReading()
            try await eventually { await stuck.healthCheck.run().level == .unhealthy }
            #expect(.now - stopped < .seconds(10))
            #expect(await well.healthCheck.run() == .healthy)
        }
    }

    @Test func aWorkerWithEverySlotTakenIsWell() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            let workers = try await world.workers(.work(.quick(concurrency: 1)) { _, _ in try await gate.pass() })
            try await world.queue.add(try NewJob(Work()))
            try await eventually { gate.arrived == 1 }
            #expect(await workers.healthCheck.run() == .healthy)
            gate.open()
        }
    }
}
