import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct ConsumerTests {
    @Test func handsOverEverythingInOrder() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            try await world.publish(1...300)
            _ = try await world.consumer { events in for event in events { seen.append(event.sequence) } }
            for start in stride(from: 301, to: 1_000, by: 50) { try await world.publish(start..<(start + 50)) }
            try await eventually { seen.count >= 1_000 }
            #expect(seen.all == Array(1...1_000))
            try await eventually { try await world.eventsPending == 0 }
        }
    }

    @Test func twoReplicasShareOneReader() async throws {
        try await withBusWorld { world in
            let (first, second) = (Journal<Int64>(), Journal<Int64>())
            _ = try await world.consumer("first") { for event in $0 { first.append(event.sequence) } }
            try await world.publish([1])
            try await eventually { first.count == 1 }
            _ = try await world.consumer("second") { for event in $0 { second.append(event.sequence) } }
            try await world.publish(2...500)
            try await eventually { first.count == 500 }
            #expect(second.count == 0)
        }
    }

    @Test func theSuccessorOfADeadLeaderStartsWithWhatWasPending() async throws {
        try await withBusWorld { world in
            let gate = Gate()
            let doomed = try await world.consumer("doomed") { _ in try await gate.pass() }
            try await world.publish(1...3)
            try await eventually { gate.arrived == 1 }
            let seen = Journal<Int64>()
            _ = try await world.consumer("heir") { for event in $0 { seen.append(event.sequence) } }
            try await world.publish(4...6)
            await doomed.kill()
            try await eventually { seen.count == 6 }
            #expect(seen.all == [1, 2, 3, 4, 5, 6])
            try await eventually { try await world.eventsPending == 0 }
        }
    }

    @Test func aLeaderThatStopsHandsOverWithoutLossOrReordering() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            let handle: EventConsumer.Handle = { for event in $0 { seen.append(event.sequence) } }
            // A long lease: the successor must not have to wait until it runs out.
            let first = try await world.consumer("first", leaseLifetime: .seconds(4), handle)
            try await world.publish(1...10)
            try await eventually { seen.count == 10 }
            _ = try await world.consumer("second", leaseLifetime: .seconds(4), handle)
            await first.stop()
            for number in 11...40 { try await world.publish([number]) }
            try await eventually { seen.count >= 40 }
            #expect(seen.all == Array(1...40))
        }
    }

    @Test func aGroupThatIsLostIsMadeAgain() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            _ = try await world.consumer { for event in $0 { seen.append(event.sequence) } }
            try await world.publish([1])
            try await eventually { seen.count == 1 }
            _ = try await world.redis.send(RedisCommand("FLUSHDB"))
            try await world.publish([2])
            try await eventually { seen.all == [1, 2] }
        }
    }

    @Test func whatWasDeliveredToNobodyIsFetchedAgain() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            _ = try await world.consumer { for event in $0 { seen.append(event.sequence) } }
            try await world.publish([1])
            try await eventually { seen.count == 1 }
            // Redis gives entries to the leader's name on a connection that is gone by then.
            let stream = BusKeys.events(.media)
            try await eventually {
                try await world.publish([2])
                return try await !world.redis.xreadgroup(group: "playlists", consumer: "leader", [stream]).isEmpty
            }
            try await eventually { seen.all.contains(2) }
            try await eventually { try await world.eventsPending == 0 }
        }
    }
}
