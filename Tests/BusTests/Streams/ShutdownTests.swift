import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct ShutdownTests {
    @Test func aStoppingReplicaFinishesWhatItRunsAndLeavesNoTrace() async throws {
        let gate = Gate()
        try await withBusWorld { world in
            let asker = try await world.asker()
            let replica = try await world.replica(.holding(gate))
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            replica.cancel()
            gate.open()
            _ = try await call.value
            await replica.stop()
            let stream = BusKeys.requests(.media)
            #expect(try await world.redis.xinfoConsumers(stream, group: BusKeys.responders).isEmpty)
            #expect(try await world.redis.xlen(stream) == 0)
            #expect(try await world.redis.send(RedisCommand("EXISTS", BusKeys.alive(.media, consumer: "replica"))).int == 0)
        }
    }

    /// Or others would take from it what it still runs.
    @Test func aStoppingReplicaGoesOnSayingThatItLives() async throws {
        let gate = Gate()
        try await withBusWorld { world in
            let asker = try await world.asker()
            let stopping = try await world.replica(.holding(gate)) { $0.drain = .seconds(60) }
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            stopping.cancel()
            let key = BusKeys.alive(.media, consumer: "replica")
            for _ in 0..<3 {
                try await world.redis.del(key)
                try await eventually { try await world.redis.send(RedisCommand("EXISTS", key)).int == 1 }
            }
            gate.open()
            _ = try await call.value
        }
    }

    @Test func noRequestIsLostWhileReplicasComeAndGo() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker()
            let first = try await world.replica("first", .echoing)
            try await withThrowingTaskGroup { group in
                for caller in 0..<8 {
                    group.addTask {
                        for round in 0..<200 {
                            let text = "\(caller)/\(round)"
                            let reply = try await asker.ask(Echo(text: text), deadline: .after(.seconds(60)))
                            #expect(reply.text == text)
                        }
                    }
                }
                try await world.replica("second", .echoing)
                await first.stop()
                let third = try await world.replica("third", .echoing)
                await third.stop()
                try await group.waitForAll()
            }
        }
    }

    @Test func aHandlerThatNeverEndsIsCancelledAfterTheDrain() async throws {
        let gate = Gate()
        try await withBusWorld { world in
            let asker = try await world.asker()
            // One at a time: the reader, too, waits for this handler when the order to stop comes.
            let replica = try await world.replica(.holding(gate)) {
                $0.concurrency = 1
                $0.drain = .milliseconds(100)
            }
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            await replica.stop()
            #expect(gate.cancelled == 1)
            call.cancel()
            _ = await call.result
        }
    }

    @Test func aRequesterThatStopsFailsItsCallersAndRemovesItsStream() async throws {
        try await withBusWorld { world in
            let client = try await world.client()
            let asker = RedisRequester(
                instance: "leaving", client: client, blocking: try await world.client(), metrics: .init(),
                logger: TestPostgres.quietLogger)
            let run = Task { await asker.run() }
            let call = Task { try await busError { _ = try await asker.ask(Echo(text: ""), deadline: .after(.seconds(60))) } }
            try await eventually { try await world.redis.xlen(BusKeys.requests(.media)) == 1 }
            run.cancel()
            await run.value
            #expect(try await call.value == .unavailable)
            #expect(try await busError { _ = try await asker.ask(Echo(text: "")) } == .unavailable)
            let key = BusKeys.replies(instance: "leaving")
            try await eventually { try await world.redis.send(RedisCommand("EXISTS", key)).int == 0 }
        }
    }
}
