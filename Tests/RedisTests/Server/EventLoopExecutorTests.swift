import Redis
import TestSupport
import Testing

@Suite struct EventLoopExecutorTests {
    @Test func keepsATaskOnTheClientsLoop() async throws {
        let key = TestRedis.prefix() + "k"
        try await withRedis { redis in
            try await withTaskExecutorPreference(EventLoopExecutor(eventLoop: redis.eventLoop)) {
                try await withThrowingTaskGroup { group in
                    for caller in 0..<64 {
                        group.addTask {
                            #expect(redis.eventLoop.inEventLoop)
                            for _ in 0..<20 {
                                try await redis.set("\(key)\(caller)", caller, expiresIn: .seconds(5))
                                #expect(redis.eventLoop.inEventLoop)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func letsTheSocketsHaveTheirTurnBesideBusyTasks() async throws {
        try await withRedis { redis in
            let executor = EventLoopExecutor(eventLoop: redis.eventLoop)
            let busy = Task(executorPreference: executor) {
                while !Task.isCancelled { await Task.yield() }
            }
            try await redis.ping()
            busy.cancel()
            await busy.value
        }
    }
}
