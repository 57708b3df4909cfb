import NIOCore
import Testing

@testable import Compression

@Suite struct EncoderPoolTests {
    @Test(arguments: [1, 2, 8]) func givesEveryThreadTheSameBytes(lanes: Int) async throws {
        let pool = EncoderPool(lanes: lanes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                let coding = ContentCoding.allCases[number % 3]
                let body = Bodies.json(number % 20 * 500, seed: UInt64(number % 7))
                group.addTask {
                    var own = BodyEncoder(coding)
                    let compressed = try pool.compress(body, as: coding)
                    #expect(try compressed == own.compress(body))
                    #expect(try Decoded(compressed, coding).bytes == body.bytes)
                }
            }
            try await group.waitForAll()
        }
    }
}
