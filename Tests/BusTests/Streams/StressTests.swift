import Bus
import Contracts
import Foundation
import Redis
import TestSupport
import Testing

@Suite struct StressTests {
    /// `MEDIANEST_STRESS=200000` makes it thorough.
    private static let requests = Int(ProcessInfo.processInfo.environment["MEDIANEST_STRESS"] ?? "") ?? 4_000

    @Test func nothingLeaksUnderLoadWithRandomCancellation() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker()
            try await world.replica("one", .echoing)
            try await world.replica("two", .echoing)
            let (answered, cancelled) = (Journal<Bool>(), Journal<Bool>())
            try await withThrowingTaskGroup { group in
                for caller in 0..<64 {
                    group.addTask {
                        for round in 0..<(Self.requests / 64) {
                            let call = Task { try await asker.ask(Echo(text: "\(caller)/\(round)"), deadline: .after(.seconds(60))) }
                            if Int.random(in: 0..<3) == 0 {
                                for _ in 0..<Int.random(in: 0..<8) { await Task.yield() }
                                call.cancel()
                            }
                            do {
                                let reply = try await call.value
                                #expect(reply.text == "\(caller)/\(round)")
                                answered.append(true)
                            } catch let error as BusError {
                                #expect(error.code == .cancelled)
                                cancelled.append(true)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(answered.count + cancelled.count == Self.requests / 64 * 64)
            #expect(answered.count > 0)
            #expect(asker.waitingCount == 0)
            let stream = BusKeys.requests(.media)
            // Requests of the last ones cancelled may still be on their way.
            try await eventually {
                let (length, pending) = (
                    try await world.redis.xlen(stream), try await world.redis.xpending(stream, group: BusKeys.responders)
                )
                return length == 0 && pending.count == 0
            }
        }
    }
}
