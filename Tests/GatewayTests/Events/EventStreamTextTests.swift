import Testing

@testable import gateway

struct EventStreamTextTests {
    private func read(_ text: EventStreamText) -> EventStreamReader {
        var reader = EventStreamReader()
        reader.receive(String(decoding: text.bytes, as: UTF8.self))
        return reader
    }

    @Test func anEventIsOneBlock() {
        var text = EventStreamText()
        text.event(LiveEvent("media.added", to: .everyone) { $0.field("mediaId", "x") }, LivePosition())
        #expect(
            String(decoding: text.bytes, as: UTF8.self)
                == "id: m0-0.p0-0.j0-0.w0-0\nevent: media.added\ndata: {\"type\":\"media.added\",\"mediaId\":\"x\"}\n\n")
    }

    @Test(arguments: ["plain", "two\nlines", "\r\n\r\n", "data: x\n\nevent: y", "\"quotes\" \\ \u{2028}\u{85}é🎬", "\0"])
    func noTextBreaksOutOfItsEvent(message: String) throws {
        var text = EventStreamText()
        for _ in 0..<2 {
            text.event(LiveEvent("job.failed", to: .everyone) { $0.field("message", message) }, LivePosition())
        }
        let reader = read(text)
        #expect(reader.events.count == 2)
        for event in reader.events {
            #expect(event.name == "job.failed")
            #expect(try event.data.message == message)
        }
    }

    @Test func openingAndHeartbeatMoveTheIdAndRaiseNothing() throws {
        var text = EventStreamText()
        let position = try #require(LivePosition("m1-0.p2-0.j3-0.w4-0"))
        text.opening(retry: .milliseconds(1500), LivePosition())
        text.heartbeat(position)
        let reader = read(text)
        #expect(reader.events.isEmpty)
        #expect(reader.retry == 1500)
        #expect(reader.comments == 1)
        #expect(reader.lastEventID == position.description)
    }

    @Test func aResetSaysSo() throws {
        var text = EventStreamText()
        text.reset(LivePosition())
        let event = try #require(read(text).events.first)
        #expect(event.name == "reset")
        #expect(try event.data.type == "reset")
    }
}
