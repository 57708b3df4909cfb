import Bus
import Contracts
import Testing

@Suite struct VolumeTests {
    @Test(arguments: BusKind.allCases) func carriesFiveMegabytesThereAndBack(kind: BusKind) async throws {
        let text = String(repeating: "0123456789", count: 500_000)
        try await kind.withBus(.echoing) { bus in
            async let big = bus.ask(Echo(text: text))
            async let small = bus.ask(Echo(text: "small"))
            #expect(try await small.text == "small")
            #expect(try await big.text == text)
        }
    }

    @Test(arguments: BusKind.allCases) func givesEachOf2000ConcurrentCallersItsOwnReply(kind: BusKind) async throws {
        try await kind.withBus(.echoing) { bus in
            try await withThrowingTaskGroup { group in
                for number in 0..<2_000 {
                    group.addTask {
                        let reply = try await bus.ask(Echo(text: "\(number)", numbers: [number]), deadline: .after(.seconds(30)))
                        #expect(reply == Echo.Reply(text: "\(number)", numbers: [number]))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
