import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct OptionTests {
    @Test func anAttemptThatTakesTooLongIsCancelledAndCounts() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(.work { _, _ in try await gate.pass() })
            let job = try NewJob(Work(), attempts: 2, timeout: .milliseconds(50))
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(try await world.queue.status(job.id)?.error?.contains("longer than") == true)
            try await eventually { gate.cancelled == 2 }
        }
    }

    /// Its slot is not free, but the job goes on elsewhere.
    @Test func aHandlerThatDoesNotHeedItsCancellationHoldsUpNoJob() async throws {
        try await withJobWorld { world in
            let (gate, attempts) = (Gate(), Journal<Int>())
            try await world.workers(
                .work { _, context in
                    attempts.append(context.attempt)
                    // Unstructured, so that it is out of reach.
                    if context.attempt == 1 { await Task { try? await gate.pass() }.value }
                })
            let job = try NewJob(Work(), timeout: .milliseconds(50))
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .completed }
            #expect(attempts.all == [1, 2])
            gate.open()
        }
    }

    @Test func aJobThatDidNotStartInTimeFails() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(.work(.quick(concurrency: 1)) { work, _ in if work.label == "first" { try await gate.pass() } })
            try await world.queue.add(try NewJob(Work(label: "first"), expiry: .milliseconds(600)))
            try await eventually { gate.arrived == 1 }
            let waiting = try NewJob(Work(), expiry: .milliseconds(100))
            let delayed = try NewJob(Work(), delay: .seconds(600), expiry: .milliseconds(100))
            try await world.queue.add([waiting, delayed])
            for job in [waiting, delayed] {
                try await eventually { try await world.state(job.id) == .failed }
                #expect(try await world.queue.status(job.id)?.error?.contains("expired") == true)
            }
            gate.open()
        }
    }

    @Test func aJobMaySayHowLongItWaitsForItsNextAttempt() async throws {
        try await withJobWorld { world in
            let starts = Journal<ContinuousClock.Instant>()
            try await world.workers(
                .work { _, _ in
                    starts.append(.now)
                    if starts.count < 2 { throw Odd() }
                })
            try await world.queue.add(try NewJob(Work(), backoff: .fixed(milliseconds: 400)))
            try await eventually { starts.count == 2 }
            #expect(starts.all[1] - starts.all[0] >= .milliseconds(390))
        }
    }

    @Test func aTypeMayComputeItsBackoff() async throws {
        try await withJobWorld { world in
            let asked = Journal<Int>()
            var policy = JobPolicy.quick(attempts: 3)
            policy.backoff = .custom { failures, error in
                asked.append(failures)
                return error is Odd ? .zero : .seconds(600)
            }
            try await world.workers(.work(policy) { _, _ in throw Odd() })
            let job = try NewJob(Work())
            try await world.queue.add(job)
            try await eventually { try await world.state(job.id) == .failed }
            #expect(asked.all == [1, 2])
        }
    }

    @Test func aJobMayBeForgottenAtItsEnd() async throws {
        try await withJobWorld { world in
            let runs = Journal<Int>()
            try await world.workers(.work { _, _ in runs.append(1) })
            let job = try NewJob(Work(), keep: 0)
            try await world.queue.add(job)
            try await eventually { runs.count == 1 }
            try await eventually { try await world.state(job.id) == nil }
            #expect(try await world.redis.exists(JobKeys.job(job.id.description)) == false)
        }
    }
}
