import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct FailureTests {
    @Test func anEventThatCannotBeHandledGoesToTheDeadLettersAndTheOthersGoOn() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            try await world.publish(1...5, body: Array("{}".utf8))
            _ = try await world.consumer { events in
                if events.contains(where: { $0.sequence == 3 }) { throw BadEvent() }
                for event in events { seen.append(event.sequence) }
            }
            try await eventually { seen.count == 4 }
            #expect(seen.all == [1, 2, 4, 5])
            let letter = try #require(try await world.redis.xrange(BusKeys.deadEvents(.media, group: "playlists")).first)
            #expect(letter["h"] == Array("3\ntest.v1\n3".utf8))
            #expect(letter["b"] == Array("{}".utf8))
            try await eventually { try await world.eventsPending == 0 }
        }
    }

    @Test func anUnexpectedFailureIsTriedAFewTimes() async throws {
        try await withBusWorld { world in
            let tries = Journal<Int64>()
            struct Odd: Error {}
            try await world.publish([1, 2])
            _ = try await world.consumer(attempts: 3) { events in
                for event in events {
                    tries.append(event.sequence)
                    if event.sequence == 1 { throw Odd() }
                }
            }
            try await eventually { tries.all.contains(2) }
            // Once with its batch, then three times alone.
            #expect(tries.all == [1, 1, 1, 1, 2])
            #expect(try await world.redis.xlen(BusKeys.deadEvents(.media, group: "playlists")) == 1)
        }
    }

    @Test func aTransientFailureIsTriedForEver() async throws {
        try await withBusWorld { world in
            let (tries, seen) = (Journal<Int>(), Journal<Int64>())
            try await world.publish([1, 2])
            _ = try await world.consumer(attempts: 2) { events in
                tries.append(events.count)
                if tries.count < 8 { throw Away() }
                for event in events { seen.append(event.sequence) }
            }
            try await eventually { seen.all == [1, 2] }
            #expect(try await world.redis.xlen(BusKeys.deadEvents(.media, group: "playlists")) == 0)
        }
    }

    @Test func whatIsNoEventGoesToTheDeadLetters() async throws {
        try await withBusWorld { world in
            let seen = Journal<Int64>()
            let stream = BusKeys.events(.media)
            try await world.redis.xadd(stream, [("x", "y")])
            try await world.redis.xadd(stream, [("h", [0xFF] as [UInt8]), ("b", "left")])
            try await world.publish([1])
            _ = try await world.consumer { for event in $0 { seen.append(event.sequence) } }
            try await eventually { seen.all == [1] }
            let letters = try await world.redis.xrange(BusKeys.deadEvents(.media, group: "playlists"))
            #expect(letters.count == 2)
            #expect(letters.last?["b"] == Array("left".utf8))
        }
    }

    @Test func stoppingDuringAFailureBuriesNothing() async throws {
        try await withBusWorld { world in
            struct Odd: Error {}
            let gate = Gate()
            try await world.publish([1])
            let consumer = try await world.consumer(attempts: 1) { _ in
                do { try await gate.pass() } catch { throw Odd() }
            }
            try await eventually { gate.arrived == 1 }
            await consumer.stop()
            #expect(try await world.redis.xlen(BusKeys.deadEvents(.media, group: "playlists")) == 0)
            #expect(try await world.eventsPending == 1)
        }
    }
}
