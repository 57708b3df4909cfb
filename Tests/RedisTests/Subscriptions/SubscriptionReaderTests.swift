import Testing

@testable import Redis

@Suite struct SubscriptionReaderTests {
    @Test func marksTheGapOfASlowReader() async {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingOldest(2))
        var reader = SubscriptionReader(continuation)
        for text in ["1", "2", "lost", "lost too"] { reader.yield(.message(channel: "c", Array(text.utf8))) }
        var events = stream.makeAsyncIterator()
        #expect(await events.next() == .message(channel: "c", Array("1".utf8)))
        #expect(await events.next() == .message(channel: "c", Array("2".utf8)))
        reader.yield(.message(channel: "c", Array("3".utf8)))
        #expect(await events.next() == .subscribed)
        #expect(await events.next() == .message(channel: "c", Array("3".utf8)))
    }
}
