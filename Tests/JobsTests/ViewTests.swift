import Contracts
import Jobs
import TestSupport
import Testing

@Suite struct ViewTests {
    private func walk(_ world: JobWorld, _ state: JobState, limit: Int) async throws -> [JobID] {
        var (ids, cursor): ([JobID], String?) = ([], nil)
        repeat {
            let page = try await world.queue.jobs(queue: Work.queue, state: state, after: cursor, limit: limit)
            #expect(page.items.allSatisfy { $0.state == state && $0.queue == Work.queue })
            #expect(page.items.count <= limit)
            ids += page.items.map(\.id)
            cursor = page.nextCursor
        } while cursor != nil
        return ids
    }

    @Test(arguments: [1, 7, 100]) func waitingJobsAreListedInTheirOrder(limit: Int) async throws {
        try await withJobWorld { world in
            let jobs = try (0..<60).map { number in
                number % 3 == 0 ? try NewJob(Chore(), priority: number % 2) : try NewJob(Work(), priority: number % 2)
            }
            try await world.queue.add(jobs)
            let expected = (0..<60).sorted { ($1 % 2, $0) < ($0 % 2, $1) }.map { jobs[$0].id }
            #expect(try await walk(world, .waiting, limit: limit) == expected)
        }
    }

    @Test func everyStateIsListedWhole() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(
                .work(.quick(concurrency: 3)) { work, _ in
                    if work.label == "fails" { throw JobFailure("It fails.") }
                    if work.label == "stays" { try await gate.pass() }
                })
            let completed = try (0..<25).map { _ in try NewJob(Work()) }
            let failed = try (0..<25).map { _ in try NewJob(Work(label: "fails")) }
            let delayed = try (1...25).map { try NewJob(Work(), delay: .seconds(600 * $0)) }
            try await world.queue.add(completed + failed + delayed)
            for job in completed + failed {
                try await eventually { [.completed, .failed].contains(try await world.state(job.id)) }
            }
            let active = try (0..<3).map { _ in try NewJob(Work(label: "stays")) }
            try await world.queue.add(active)
            try await eventually { gate.arrived == 3 }
            for (state, jobs) in [(JobState.completed, completed), (.failed, failed), (.delayed, delayed), (.active, active)] {
                let ids = try await walk(world, state, limit: 4)
                #expect(ids.count == jobs.count)
                #expect(Set(ids) == Set(jobs.map(\.id)))
            }
            #expect(try await walk(world, .delayed, limit: 4) == delayed.map(\.id))
            let report = try #require(try await world.queue.queues().first)
            #expect(report.name == Work.queue && report.counts.completed == 25 && report.counts.failed == 25)
            #expect(report.counts.delayed == 25 && report.counts.active == 3 && report.counts.waiting == 0)
            #expect(report.perMinute == 50 && report.oldestWaitingSeconds == 0)
            gate.open()
        }
    }

    @Test(arguments: [1, 4, 5, 100]) func allStatesAreOneList(limit: Int) async throws {
        try await withJobWorld { world in
            try await world.workers(.work { _, _ in throw JobFailure("It fails.") })
            let failed = try (0..<5).map { _ in try NewJob(Work()) }
            try await world.queue.add(failed)
            for job in failed { try await eventually { try await world.state(job.id) == .failed } }
            try await world.queue.pause(Work.queue)
            let delayed = try (1...5).map { try NewJob(Work(), delay: .seconds(600 * $0)) }
            let waiting = try (0..<5).map { _ in try NewJob(Work()) }
            try await world.queue.add(delayed + waiting)
            let report = try #require(try await world.queue.queues().first)
            var (items, cursor, pages): ([JobStatus], String?, Int) = ([], nil, 0)
            repeat {
                let page = try await world.queue.jobs(of: report, after: cursor, limit: limit)
                items += page.items
                cursor = page.nextCursor
                pages += 1
            } while cursor != nil
            #expect(pages == (15 + limit - 1) / limit)
            #expect(items.prefix(10).map(\.id) == (waiting + delayed).map(\.id))
            #expect(items.dropFirst(10).map(\.state) == [JobState](repeating: .failed, count: 5))
            #expect(Set(items.map(\.id)).count == 15)
        }
    }

    @Test func aForeignCursorIsRefused() async throws {
        try await withJobWorld { world in
            try await world.queue.add(try (0..<3).map { _ in try NewJob(Work()) })
            let page = try await world.queue.jobs(queue: Work.queue, state: .waiting, limit: 1)
            await #expect(throws: Problem.self) {
                try await world.queue.jobs(queue: Work.queue, state: .failed, after: page.nextCursor)
            }
        }
    }

    @Test func theOldestIsFoundBehindHigherPriorities() async throws {
        try await withJobWorld { world in
            try await world.queue.add(try NewJob(Work()))
            try await eventually { try await (world.queue.queues().first?.oldestWaitingSeconds ?? 0) > 0.2 }
            try await world.queue.add(try (0..<40).map { try NewJob(Work(), priority: 1 + $0 % 2) })
            #expect(try await (world.queue.queues().first?.oldestWaitingSeconds ?? 0) > 0.2)
        }
    }

    @Test func theEndIsEstimatedFromMeasuredRuns() async throws {
        try await withJobWorld { world in
            let gate = Gate()
            try await world.workers(
                .work(.quick(concurrency: 2)) { work, _ in
                    if work.label == "stays" { return try await gate.pass() }
                    try await Task.sleep(for: .milliseconds(50))
                })
            let measured = try (0..<10).map { _ in try NewJob(Work()) }
            try await world.queue.add(measured)
            for job in measured { try await eventually { try await world.state(job.id) == .completed } }
            #expect(try await world.queue.status(measured[0].id)?.eta == nil)
            try await world.queue.add(try (0..<2).map { _ in try NewJob(Work(label: "stays")) })
            try await eventually { gate.arrived == 2 }
            let line = try (0..<100).map { _ in try NewJob(Work()) }
            try await world.queue.add(line)
            let last = try #require(try await world.queue.status(line[99].id))
            let eta = try #require(last.eta)
            #expect(last.position == 100)
            // A hundred runs of 50 ms and more over two slots, and its own.
            let seconds = Double(eta.p50.milliseconds - Timestamp.now().milliseconds) / 1000
            #expect((1.8...10).contains(seconds))
            #expect(eta.p50 <= eta.p95)
            try await world.queue.pause(Work.queue)
            #expect(try await world.queue.status(line[99].id)?.eta == nil)
            gate.open()
        }
    }
}
