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
            #expect(try await world.queue.add(job))
            let status = try #require(try await world.queue.status(job.id))
            #expect(status.id == job.id && status.type == "test-work" && status.queue == "test")
            #expect(status.state == .waiting && status.attempt == 0 && status.owner == owner)
            #expect(status.progress == nil && status.result == nil && status.error == nil)
            #expect(try await world.queue.backlog(type: Work.type) == 1)
        }
    }

    @Test func addingTwiceIsAddingOnce() async throws {
        try await withJobWorld { world in
            let job = try NewJob(Work())
            #expect(try await world.queue.add(job))
            #expect(try await !world.queue.add(job))
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
        let job = try NewJob(Work(label: "a\n"), owner: .make(), delay: .milliseconds(1_500), attempts: 9)
        let read = try NewJob(encoded: try job.encoded)
        #expect(read.id == job.id && read.payload == job.payload && read.owner == job.owner)
        #expect(read.delayMilliseconds == 1_500 && read.attempts == 9)
    }
}
