import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct QueueTests {
    @Test func tellsWhatWasAdded() async throws {
        try await withJobWorld { world in
            let owner = UserID.make()
            let job = try NewJob(Work(label: "\"🎞️\""), owner: owner)
            #expect(try await world.queue.add(job) == Added(id: job.id, isNew: true))
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.id == job.id && status.type == "test-work" && status.queue == "test")
            #expect(status.state == .waiting && status.attempt == 0 && status.owner == owner)
            #expect(status.position == 1 && status.eta == nil && status.createdAt != nil)
            #expect(status.progress == nil && status.result == nil && status.error == nil)
            #expect(try await world.queue.backlog(type: Work.type) == 1)
        }
    }

    @Test func addingTwiceIsAddingOnce() async throws {
        try await withJobWorld { world in
            let job = try NewJob(Work())
            #expect(try await world.queue.add(job).isNew)
            #expect(try await !world.queue.add(job).isNew)
            #expect(try await world.queue.backlog(type: Work.type) == 1)
        }
    }

    @Test func aJobThatNeverWasHasNoStatus() async throws {
        try await withJobWorld { world in
            let status = try await world.queue.status(.make())
            #expect(status == nil)
        }
    }

    @Test func aDelayedJobIsNotReady() async throws {
        try await withJobWorld { world in
            let job = try NewJob(Work(), delay: .seconds(60))
            try await world.queue.add(job)
            #expect(try await world.state(job.id) == .delayed)
            #expect(try await world.queue.backlog(type: Work.type) == 0)
        }
    }

    @Test func travelsThroughAnOutbox() throws {
        let child = try NewJob(Chore(), mayFail: true)
        let job = try NewJob(
            Work(label: "a\n"), owner: .make(), priority: 7, delay: .milliseconds(1_500), attempts: 9,
            backoff: .exponential(baseMilliseconds: 5, maximumMilliseconds: 50), timeout: .seconds(3), expiry: .seconds(60),
            unique: UniqueKey("k", .replace), keep: 2, children: [child])
        let read = try NewJob(encoded: try job.encoded)
        #expect(read.id == job.id && read.payload == job.payload && read.owner == job.owner)
        #expect(read.priority == 7 && read.delayMilliseconds == 1_500 && read.attempts == 9 && read.backoff == job.backoff)
        #expect(read.timeoutMilliseconds == 3_000 && read.expiryMilliseconds == 60_000 && read.unique == job.unique && read.keep == 2)
        #expect(read.children?.first?.id == child.id && read.children?.first?.mayFail == true)
    }

    @Test func anOutboxRowOfAnOlderProgramCanBeRead() throws {
        let id = JobID.make()
        let row = #"{"id":"\#(id)","type":"test-work","queue":"test","payload":"{}","attempts":4}"#
        let read = try NewJob(encoded: Array(row.utf8))
        #expect(read.id == id && read.attempts == 4 && read.priority == nil && read.children == nil)
    }

    @Test func addsManyInTheirOrder() async throws {
        try await withJobWorld { world in
            let jobs = try (0..<700).map { try NewJob(Work(label: "\($0)")) }
            let added = try await world.queue.add(jobs + jobs.suffix(1))
            #expect(added.map(\.id) == jobs.map(\.id) + [jobs[699].id])
            #expect(added.count(where: \.isNew) == 700 && !added[700].isNew)
            #expect(try await world.queue.backlog(type: Work.type) == 700)
            #expect(try await world.queue.status(jobs[500].id)?.position == 501)
            let seen = Journal<String>()
            try await world.workers(.work(.quick(concurrency: 1)) { work, _ in seen.append(work.label) })
            try await eventually { seen.count == 700 }
            #expect(seen.all == (0..<700).map(String.init))
        }
    }

    @Test func aQueueHasDefaultsOfItsOwn() async throws {
        try await withJobWorld { world in
            let (mail, atOnce) = (try NewJob.notification(), try NewJob.notification(delay: 0))
            try await world.queue.add([mail, atOnce])
            #expect(try await world.state(mail.id) == .delayed)
            #expect(try await world.state(atOnce.id) == .waiting)
            #expect(JobPolicy.of(type: "email", queue: "notifications").attempts == 2)
            #expect(JobPolicy.of(type: "email", queue: "notifications").concurrency == 2)
        }
    }
}

extension NewJob {
    fileprivate static func notification(delay: Int? = nil) throws -> NewJob {
        var job = try NewJob(Work())
        (job.type, job.queue, job.delayMilliseconds) = ("email", "notifications", delay)
        return job
    }
}
