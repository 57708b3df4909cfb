import Redis
import TestSupport
import Testing

@Suite struct SubscriberTests {
    @Test func hearsWhatIsPublished() async throws {
        let channel = TestRedis.prefix("channel")
        try await withSubscriber { subscriber in
            var events = subscriber.subscribe(to: [channel, channel + "2"]).makeAsyncIterator()
            #expect(await events.next() == .subscribed)
            try await withRedis { redis in
                #expect(try await redis.publish([UInt8]([0, 255]), to: channel) == 1)
                try await redis.publish("two", to: channel + "2")
            }
            #expect(await events.next() == .message(channel: channel, [0, 255]))
            #expect(await events.next() == .message(channel: channel + "2", Array("two".utf8)))
        }
    }

    @Test func marksTheGapWhenItsConnectionIsKilled() async throws {
        let channel = TestRedis.prefix("channel")
        try await withSubscriber(name: "gap-\(channel.hashValue)") { subscriber in
            var events = subscriber.subscribe(to: [channel]).makeAsyncIterator()
            #expect(await events.next() == .subscribed)
            try await withRedis { redis in
                let clients = try await redis.send(RedisCommand("CLIENT", "LIST")).decodedString()
                let line = clients.split(separator: "\n").first { $0.contains("name=gap-\(channel.hashValue) ") }
                let id = line?.split(separator: " ").first?.dropFirst("id=".count) ?? ""
                #expect(try await redis.send(RedisCommand("CLIENT", "KILL", "ID", id)).int == 1)
                #expect(await events.next() == .lost)
                #expect(await events.next() == .subscribed)
                try await redis.publish("after", to: channel)
                #expect(await events.next() == .message(channel: channel, Array("after".utf8)))
            }
        }
    }

    @Test func unsubscribesWhenItsReaderStops() async throws {
        let channel = TestRedis.prefix("channel")
        try await withSubscriber { subscriber in
            do {
                var events = subscriber.subscribe(to: [channel]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
            }
            try await withRedis { redis in
                try await eventually { try await redis.publish("anyone?", to: channel) == 0 }
            }
        }
    }

    @Test func closeEndsItsStreams() async throws {
        let stream = try await withSubscriber { $0.subscribe(to: ["closing"]) }
        var last: RedisSubscriptionEvent?
        for await event in stream { last = event }
        #expect(last == nil || last == .subscribed)
    }
}
