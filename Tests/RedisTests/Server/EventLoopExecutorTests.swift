import NIOCore
import TestSupport
import Testing

@testable import Redis

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

    /// Even where the pause is over before the loop looks whether it is, as on a slow machine.
    @Test(arguments: [EventLoopExecutor.pause, .zero]) func letsTheSocketsHaveTheirTurnBesideBusyTasks(pause: TimeAmount) async throws {
        try await withRedis { redis in
            let executor = EventLoopExecutor(eventLoop: redis.eventLoop, pause: pause)
            let busy = Task(executorPreference: executor) {
                while !Task.isCancelled { await Task.yield() }
            }
            try await redis.ping()
            busy.cancel()
            await busy.value
        }
    }
}
