import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct OrderTests {
    /// Runs what waits, one after the other, and returns the labels.
    private func order(_ world: JobWorld, _ count: Int) async throws -> [String] {
        let seen = Journal<String>()
        try await world.workers(.work(.quick(concurrency: 1)) { work, _ in seen.append(work.label) })
        try await eventually { seen.count == count }
        return seen.all
    }

    @Test func higherPrioritiesGoFirstAndEqualOnesByArrival() async throws {
        try await withJobWorld { world in
            for (label, priority) in [("a", 0), ("b", 5), ("c", 0), ("d", 9_999), ("e", 5), ("f", -3)] {
                try await world.queue.add(try NewJob(Work(label: label), priority: priority))
            }
            #expect(try await order(world, 6) == ["d", "b", "e", "a", "c", "f"])
        }
    }

    @Test func bulkAddsKeepPriorities() async throws {
        try await withJobWorld { world in
            let jobs = try (0..<100).map { try NewJob(Work(label: "\($0)"), priority: $0 % 4) }
            try await world.queue.add(jobs)
            let expected = (0..<100).sorted { ($1 % 4, $0) < ($0 % 4, $1) }.map(String.init)
            #expect(try await order(world, 100) == expected)
        }
    }

    @Test func aPromotedJobIsNextALaterOneBeforeIt() async throws {
        try await withJobWorld { world in
            let jobs = try (0..<40).map { try NewJob(Work(label: "\($0)"), priority: $0 == 0 ? 4_095 : 0) }
            try await world.queue.add(jobs)
            let delayed = try NewJob(Work(label: "delayed"), delay: .seconds(600))
            try await world.queue.add(delayed)
            // One far behind, one that stands in the window already, one that is not due.
            for id in [jobs[30].id, jobs[2].id, delayed.id] { #expect(try await world.queue.promote(id)) }
            #expect(try await world.queue.status(jobs[2].id)?.position == 2)
            let order = try await order(world, 41)
            #expect(order.prefix(5) == ["delayed", "2", "30", "0", "1"])
            #expect(Set(order).count == 41)
            #expect(try await !world.queue.promote(jobs[30].id))
            #expect(try await !world.queue.promote(.make()))
        }
    }

    @Test func everyPositionIsToldWhereverTheJobStands() async throws {
        try await withJobWorld { world in
            let jobs = try (0..<30).map { _ in try NewJob(Work()) }
            try await world.queue.add(jobs)
            for (index, job) in jobs.enumerated() { #expect(try await world.queue.status(job.id)?.position == index + 1) }
        }
    }

    @Test func noMoreStartInATimeThanTheLimitLetsThrough() async throws {
        try await withJobWorld { world in
            var policy = JobPolicy.quick(concurrency: 50)
            policy.rate = JobRate(limit: 5, per: .milliseconds(500))
            let starts = Journal<ContinuousClock.Instant>()
            try await world.workers("registers", .work(policy) { _, _ in starts.append(.now) })
            try await eventually { try await world.redis.hget(JobKeys.settings(type: Work.type), "limit") != nil }
            try await world.queue.add(try (0..<20).map { _ in try NewJob(Work()) })
            try await eventually { starts.count == 20 }
            // A full bucket, then five every half second.
            let all = starts.all.sorted()
            // The first may have been told late of its start.
            #expect(all[19] - all[0] >= .milliseconds(900))
            #expect(all[4] - all[0] < all[19] - all[4])
        }
    }
}
