import Bus
import Contracts
import Redis
import Synchronization
import TestSupport
import Testing

@Suite struct ClaimTests {
    /// Handlers that never answer on the replica that is to die, and at once on the other.
    @Test func aRequestOfADeadReplicaIsAnsweredByAnother() async throws {
        let gate = Gate()
        try await withBusWorld { world in
            let asker = try await world.asker()
            let doomed = try await world.replica("doomed", .holding(gate))
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            let open = Gate()
            open.open()
            try await world.replica("heir", .holding(open))
            let died = ContinuousClock.now
            await doomed.kill()
            _ = try await call.value
            // Below one second on a machine with nothing else to do; this one runs all tests at once.
            #expect(.now - died < .seconds(4))
            #expect(open.arrived == 1)
            try await eventually { try await world.redis.xlen(BusKeys.requests(.media)) == 0 }
            try await eventually {
                try await world.redis.xinfoConsumers(BusKeys.requests(.media), group: BusKeys.responders).map(\.name) == ["heir"]
            }
        }
    }

    /// The promise: lifetime, and a heartbeat to notice. Of several deaths the quickest is taken, because this machine runs all tests at
    /// once; one that waits for more than is promised is slow each time.
    @Test func whatADeadReplicaHeldIsClaimedWithinASecond() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker()
            var waits: [Duration] = []
            for round in 0..<4 where waits.allSatisfy({ $0 >= .seconds(1) }) {
                let gate = Gate()
                let doomed = try await world.replica("doomed\(round)", .holding(gate))
                let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
                try await eventually { gate.arrived == 1 }
                let open = Gate()
                open.open()
                let heir = try await world.replica("heir\(round)", .holding(open))
                let died = ContinuousClock.now
                await doomed.kill()
                _ = try await call.value
                waits.append(.now - died)
                await heir.stop()
            }
            #expect(try #require(waits.min()) < .seconds(1))
        }
    }

    @Test func aHandlerIsToldThatItsRequestWasDeliveredBefore() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker()
            let gate = Gate()
            let told = Mutex<[Bool]>([])
            var answers = Answers(logger: TestPostgres.quietLogger)
            answers.on(Hold.self) { _, context in
                told.withLock { $0.append(context.isRedelivered) }
                if !context.isRedelivered { try await gate.pass() }
                return Nothing()
            }
            let doomed = try await world.replica("doomed", answers)
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            try await world.replica("heir", answers)
            await doomed.kill()
            _ = try await call.value
            #expect(told.withLock(\.self) == [false, true])
            gate.open()
        }
    }

    @Test func aConsumerThatDiedWithNothingInItsHandsIsForgotten() async throws {
        try await withBusWorld { world in
            let idle = try await world.replica("idle", .echoing) { $0.block = .milliseconds(50) }
            let stream = BusKeys.requests(.media)
            let asker = try await world.asker()
            // The server knows of a consumer from its first entry on.
            _ = try await asker.ask(Echo(text: "a"), deadline: .after(.seconds(60)))
            try await eventually { try await world.consumers(of: stream) == ["idle"] }
            await idle.kill()
            try await world.replica("heir", .echoing) {
                ($0.block, $0.tidying, $0.heartbeatLifetime) = (.milliseconds(50), .milliseconds(100), .milliseconds(300))
            }
            try await eventually { try await world.consumers(of: stream).isEmpty }
            _ = try await asker.ask(Echo(text: "b"), deadline: .after(.seconds(60)))
            try await eventually { try await world.consumers(of: stream) == ["heir"] }
        }
    }

    @Test func anEntryThatKillsItsHandlersIsBuriedAndItsCallerTold() async throws {
        try await withBusWorld { world in
            let stream = BusKeys.requests(.media)
            let asker = try await world.asker()
            try await world.redis.xgroupCreate(stream, group: BusKeys.responders)
            let call = Task { try await asker.call(try .raw(Echo.name, #"{"text":"a","numbers":[]}"#)) }
            try await eventually { try await world.redis.xlen(stream) == 1 }
            // As if five replicas had died with it in their hands.
            let id = try #require(try await world.redis.xrange(stream).first).id
            _ = try await world.redis.xreadgroup(group: BusKeys.responders, consumer: "victim", [stream])
            for _ in 2...5 {
                // It counts only when the entry has been idle, if for a millisecond.
                try await eventually {
                    try await !world.redis.xclaim(
                        stream, group: BusKeys.responders, consumer: "victim", idleFor: .zero, [id]
                    ).isEmpty
                }
            }
            try await world.replica(.echoing)
            #expect(try await call.value.status == 500)
            try await eventually { try await world.redis.xlen(BusKeys.deadRequests(.media)) == 1 }
            let letter = try #require(try await world.redis.xrange(BusKeys.deadRequests(.media)).first)
            #expect(letter["b"] == Array(#"{"text":"a","numbers":[]}"#.utf8))
            try await eventually { try await world.redis.xlen(stream) == 0 }
        }
    }

    @Test func whatNeverArrivedOnABrokenConnectionIsFetchedAgain() async throws {
        try await withBusWorld { world in
            let stream = BusKeys.requests(.media)
            let asker = try await world.asker()
            try await world.redis.xgroupCreate(stream, group: BusKeys.responders)
            let call = Task { try await asker.ask(Echo(text: "lost"), deadline: .after(.seconds(60))) }
            try await eventually { try await world.redis.xlen(stream) == 1 }
            // Redis has given it to this consumer, which has never seen it.
            _ = try await world.redis.xreadgroup(group: BusKeys.responders, consumer: "replica", [stream])
            try await world.replica("replica", .echoing)
            #expect(try await call.value.text == "lost")
        }
    }

    @Test func aSlowHandlerOfALivingReplicaIsNotRunAgain() async throws {
        let (slow, other) = (Gate(), Gate())
        try await withBusWorld { world in
            let asker = try await world.asker()
            try await world.replica("slow", .holding(slow)) { $0.heartbeatLifetime = .seconds(5) }
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { slow.arrived == 1 }
            let watcher = try await world.replica("other", .holding(other)) { $0.heartbeat = .milliseconds(20) }
            let beats = watcher.client.statistics.sent
            try await eventually { watcher.client.statistics.sent > beats + 100 }
            slow.open()
            _ = try await call.value
            #expect(slow.arrived == 1)
            #expect(other.arrived == 0)
        }
    }
}

extension BusWorld {
    /// None where there is no group yet.
    fileprivate func consumers(of stream: String) async throws -> [String] {
        do {
            return try await redis.xinfoConsumers(stream, group: BusKeys.responders).map(\.name).sorted()
        } catch {
            guard error.code == .server("ERR") || error.code == .server("NOGROUP") else { throw error }
            return []
        }
    }
}
