import Bus
import Contracts
import Testing

@Suite struct VolumeTests {
    @Test(arguments: BusKind.allCases) func carriesFiveMegabytesThereAndBack(kind: BusKind) async throws {
        let text = String(repeating: "0123456789", count: 500_000)
        try await kind.withBus(.echoing) { bus in
            async let big = bus.ask(Echo(text: text))
            async let small = bus.ask(Echo(text: "small"))
            let replies = try await (small, big)
            #expect(replies.0.text == "small")
            #expect(replies.1.text == text)
        }
    }

    @Test(arguments: BusKind.allCases) func givesEachOf2000ConcurrentCallersItsOwnReply(kind: BusKind) async throws {
        try await kind.withBus(.echoing) { bus in
            try await withThrowingTaskGroup { group in
                for number in 0..<2_000 {
                    group.addTask {
                        let reply = try await bus.ask(Echo(text: "\(number)", numbers: [number]), deadline: .after(.seconds(60)))
                        #expect(reply == Echo.Reply(text: "\(number)", numbers: [number]))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
