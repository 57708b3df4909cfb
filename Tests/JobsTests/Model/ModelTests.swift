import Contracts
import TestSupport
import Testing

@testable import Jobs

/// Random orders against the engine and a simple model of it; after each, both must tell the same.
@Suite struct ModelTests {
    private struct Run {
        let world: JobWorld
        let worker: HandWorker
        var model = QueueModel()
        var held: [HandWorker.Held] = []
        var random = SystemRandomNumberGenerator()
        var trace: [String] = []

        mutating func someJob() -> JobID? { model.jobs.keys.sorted().randomElement(using: &random) }

        mutating func step() async throws {
            let number = Int.random(in: 0..<100, using: &random)
            switch number {
            case 0..<25: try await add()
            case 25..<45: try await take()
            case 45..<65: try await end()
            case 65..<72: try await promote()
            case 72..<79: try await remove()
            case 79..<86: try await retry()
            case 86..<90: try await pause()
            case 90..<97: try await resume()
            case 97: try await drain()
            default: try await repeatAnEnd()
            }
        }

        private mutating func add() async throws {
            let jobs = try (0..<Int.random(in: 1...6, using: &random)).map { _ in
                try NewJob(
                    Work(), priority: Int.random(in: 0...2, using: &random),
                    delay: Int.random(in: 0..<5, using: &random) == 0 ? .seconds(3_600) : nil)
            }
            trace.append("add \(jobs.map { "\($0.priority ?? 0)" })")
            if Bool.random(using: &random) {
                try await world.queue.add(jobs)
            } else {
                for job in jobs { try await world.queue.add(job) }
            }
            for job in jobs { model.add(job.id, priority: job.priority ?? 0, isDelayed: job.delayMilliseconds != nil) }
        }

        private mutating func take() async throws {
            trace.append("take")
            let (found, expected) = (try await worker.take(), model.take())
            #expect(found?.id == expected?.id && found?.attempt == expected?.attempt, "\(trace.suffix(12))")
            if let found { held.append(found) }
        }

        private mutating func end() async throws {
            guard let index = held.indices.randomElement(using: &random) else { return }
            let one = held.remove(at: index)
            let (kind, state) =
                [
                    (JobEnd.Kind.completed, JobState.completed), (.failed, .failed), (.retry, .delayed), (.postponed, .delayed),
                    (.back, .waiting),
                ].randomElement(using: &random) ?? (.completed, .completed)
            trace.append("end \(kind)")
            #expect(try await worker.end(one, kind, number: state == .delayed ? 3_600_000 : 3))
            model.end(one.id, as: state)
            // Said twice it counts once.
            #expect(try await !worker.end(one, kind, number: 3))
        }

        /// From a worker that lost the job in between.
        private mutating func repeatAnEnd() async throws {
            guard let one = held.randomElement(using: &random) else { return }
            let stale = HandWorker.Held(entry: one.entry, id: one.id, attempt: one.attempt - 1)
            #expect(try await !worker.end(stale, .completed))
        }

        private mutating func promote() async throws {
            guard let id = someJob() else { return }
            trace.append("promote \(model.jobs[id]?.state.rawValue ?? "")")
            let expected = model.promote(id)
            #expect(try await world.queue.promote(id) == expected)
        }

        private mutating func remove() async throws {
            guard let id = someJob() else { return }
            trace.append("remove \(model.jobs[id]?.state.rawValue ?? "")")
            let expected = model.remove(id)
            #expect(try await (world.queue.remove(id) == .removed) == expected)
        }

        private mutating func retry() async throws {
            guard let id = someJob() else { return }
            trace.append("retry \(model.jobs[id]?.state.rawValue ?? "")")
            let expected = model.retry(id)
            #expect(try await world.queue.retry(id) == expected)
        }

        private mutating func pause() async throws {
            trace.append("pause")
            model.pause()
            try await world.queue.pause(Work.queue)
        }

        private mutating func resume() async throws {
            trace.append("resume")
            model.resume()
            try await world.queue.resume(Work.queue)
        }

        private mutating func drain() async throws {
            trace.append("drain")
            model.drain()
            try await world.queue.drain(Work.queue)
        }

        func compare() async throws {
            let hint = Comment(rawValue: "\(trace.suffix(12))")
            guard let report = try await world.queue.queues().first else { return #expect(model.jobs.isEmpty) }
            #expect(report.paused == model.isPaused, hint)
            let counts = report.counts
            for (state, count) in [
                (JobState.waiting, counts.waiting), (.active, counts.active), (.delayed, counts.delayed),
                (.completed, counts.completed), (.failed, counts.failed),
            ] {
                #expect(count == model.ids(state).count, hint)
            }
            let line = model.waiting
            let page = try await world.queue.jobs(queue: Work.queue, state: .waiting, limit: 100)
            #expect(page.items.map(\.id) == Array(line.prefix(100)), hint)
            if let last = line.last { #expect(try await world.queue.status(last)?.position == line.count, hint) }
        }
    }

    @Test(arguments: 0..<6) func tellsTheSameAsTheModel(round: Int) async throws {
        try await withJobWorld { world in
            // As a worker would say it when it starts; some with a window of one.
            try await world.redis.hset(JobKeys.settings(type: Work.type), [("queue", Work.queue), ("window", "\(1 + 3 * round)")])
            var run = Run(world: world, worker: HandWorker(redis: world.redis))
            for _ in 0..<400 {
                try await run.step()
                try await run.compare()
            }
        }
    }
}
