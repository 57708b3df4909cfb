import Testing

@testable import Redis

@Suite struct SubscriptionTableTests {
    private func confirmation(_ channel: String) -> RESPValue {
        .array([.bulk(Array("subscribe".utf8)), .bulk(Array(channel.utf8)), .integer(1)])
    }

    private func message(_ channel: String, _ text: String) -> RESPValue {
        .array(["message", channel, text].map { .bulk(Array($0.utf8)) })
    }

    @Test func tellsAListenerOnceAllItsChannelsAreConfirmed() {
        var table = SubscriptionTable()
        _ = table.connected()
        #expect(table.added(1, channels: ["a", "b"]) == .init(subscribe: ["a", "b"], isSubscribed: false))
        #expect(table.receivedReply(confirmation("a")) == .none)
        #expect(table.receivedReply(confirmation("b")) == .tellSubscribed([1]))
    }

    @Test func sharesAConfirmedChannel() {
        var table = SubscriptionTable()
        _ = table.connected()
        _ = table.added(1, channels: ["a"])
        _ = table.receivedReply(confirmation("a"))
        #expect(table.added(2, channels: ["a"]) == .init(subscribe: [], isSubscribed: true))
        #expect(table.receivedReply(message("a", "x")) == .deliver(channel: "a", [120], to: [1, 2]))
        #expect(table.removed(1) == [])
        #expect(table.removed(2) == ["a"])
    }

    @Test func subscribesAgainAfterALoss() {
        var table = SubscriptionTable()
        _ = table.added(1, channels: ["b"])
        _ = table.added(2, channels: ["a"])
        #expect(table.connected() == ["a", "b"])
        #expect(table.receivedReply(confirmation("b")) == .tellSubscribed([1]))
        // Only who was told that it listens is told that it does not.
        #expect(table.lost() == [1])
        #expect(table.connected() == ["a", "b"])
        #expect(table.receivedReply(confirmation("a")) == .tellSubscribed([2]))
        #expect(table.receivedReply(confirmation("b")) == .tellSubscribed([1]))
    }

    @Test func isNotFooledByTheConfirmationOfASubscriptionGivenUp() {
        var table = SubscriptionTable()
        _ = table.connected()
        _ = table.added(1, channels: ["a"])
        #expect(table.removed(1) == ["a"])
        #expect(table.added(2, channels: ["a"]).subscribe == ["a"])
        #expect(table.receivedReply(confirmation("a")) == .none)
        #expect(table.receivedReply(confirmation("a")) == .tellSubscribed([2]))
    }

    @Test func noticesRepliesThatAreNoMessages() {
        var table = SubscriptionTable()
        #expect(table.receivedReply(.integer(1)) == .unexpected)
        #expect(table.receivedReply(.error(.reply("NOPERM no channel"))) == .unexpected)
        #expect(table.receivedReply(.status("PONG")) == .none)
    }
}
