import Contracts
import Jobs
import Redis
import TestSupport
import Testing

@Suite struct FlowTests {
    private struct Sum: JobPayload {
        static let type = "test-sum"
        static let queue = "test"
    }

    private static let adds = JobType(Sum.self, policy: .quick(attempts: 1)) { _, context in
        let labels = try await context.children().map { $0.error == nil ? try $0.decode(Outcome.self).label : "-" }
        return Outcome(label: labels.sorted().joined())
    }

    private static func labelled(_ policy: JobPolicy = .quick()) -> JobType {
        JobType(Work.self, policy: policy) { work, _ in
            if work.label == "bad" { throw JobFailure("It is bad.") }
            return Outcome(label: work.label)
        }
    }

    @Test func aParentStartsWhenItsChildrenHaveEndedAndSeesTheirResults() async throws {
        try await withJobWorld { world in
            let inner = try NewJob(Sum(), children: [try NewJob(Work(label: "a")), try NewJob(Work(label: "b"))])
            let parent = try NewJob(Sum(), children: [inner, try NewJob(Work(label: "c"), delay: .milliseconds(200))])
            try await world.queue.add(flow: parent)
            let status = try #require(try await world.queue.status(parent.id))
            #expect(status.state == .waiting && status.position == nil && status.eta == nil)
            #expect(try await world.queue.queues().first?.counts.waiting == 4)
            try await world.workers(Self.adds, Self.labelled())
            try await eventually { try await world.state(parent.id) == .completed }
            #expect(try await world.queue.status(parent.id)?.result == #"{"label":"abc"}"#)
            #expect(try await world.queue.status(inner.id)?.result == #"{"label":"ab"}"#)
        }
    }

    @Test func aFailedChildFailsAllAboveIt() async throws {
        try await withJobWorld { world in
            let inner = try NewJob(Sum(), children: [try NewJob(Work(label: "bad"))])
            let parent = try NewJob(Sum(), children: [inner])
            try await world.queue.add(flow: parent)
            try await world.workers(Self.adds, Self.labelled())
            try await eventually { try await world.state(parent.id) == .failed }
            let error = try #require(try await world.queue.status(parent.id)?.error)
            #expect(error.contains("waits for failed") && error.contains("It is bad."))
        }
    }

    @Test func aChildThatMayFailDoesNotHoldUpItsParent() async throws {
        try await withJobWorld { world in
            let children = [try NewJob(Work(label: "a")), try NewJob(Work(label: "bad"), mayFail: true)]
            let parent = try NewJob(Sum(), children: children)
            try await world.queue.add(flow: parent)
            try await world.workers(Self.adds, Self.labelled())
            try await eventually { try await world.state(parent.id) == .completed }
            #expect(try await world.queue.status(parent.id)?.result == #"{"label":"-a"}"#)
        }
    }

    @Test func aFlowIsMendedByRetryingChildAndParent() async throws {
        try await withJobWorld { world in
            let runs = Journal<Int>()
            try await world.workers(
                Self.adds,
                JobType(Work.self, policy: .quick(attempts: 1)) { work, context in
                    runs.append(context.attempt)
                    if context.attempt == 1 { throw Odd() }
                    return Outcome(label: "mended")
                })
            let child = try NewJob(Work())
            let parent = try NewJob(Sum(), children: [child])
            try await world.queue.add(flow: parent)
            try await eventually { try await world.state(parent.id) == .failed }
            #expect(try await world.queue.retry(parent.id))
            #expect(try await world.state(parent.id) == .waiting)
            #expect(try await world.queue.retry(child.id))
            try await eventually { try await world.state(parent.id) == .completed }
            #expect(try await world.queue.status(parent.id)?.result == #"{"label":"mended"}"#)
        }
    }

    @Test func aRemovedChildCountsAsFailed() async throws {
        try await withJobWorld { world in
            let child = try NewJob(Work())
            let parent = try NewJob(Sum(), children: [child])
            try await world.queue.add(flow: parent)
            #expect(try await world.queue.remove(child.id) == .removed)
            #expect(try await world.state(parent.id) == .failed)
        }
    }

    @Test func addingAFlowTwiceIsAddingItOnce() async throws {
        try await withJobWorld { world in
            let parent = try NewJob(Sum(), children: [try NewJob(Work(label: "a"))])
            #expect(try await world.queue.add(flow: parent).isNew)
            #expect(try await !world.queue.add(flow: parent).isNew)
            try await world.workers(Self.adds, Self.labelled())
            try await eventually { try await world.state(parent.id) == .completed }
        }
    }
}
