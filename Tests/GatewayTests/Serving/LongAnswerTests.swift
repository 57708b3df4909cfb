import Bus
import Compression
import Contracts
import HTTPTypes
import Testing

@testable import gateway

/// Long answers that are not kept.
struct LongAnswerTests {
    private func gateway(_ bytes: Int) async throws -> TestGateway {
        try await TestGateway { answers, _ in
            answers.on(ListChanges.self) { (_, _) -> Answer in
                Answer(status: 200, headers: [.init("ETag", "\"v1\"")], body: Array(repeating: UInt8(ascii: "1"), count: bytes))
            }
        }
    }

    @Test func areCompressedWhileTheyAreSent() async throws {
        let test = try await gateway(BodyCompressor.streamedBytes)
        let reply = try await test.ask(.get, "/api/v1/changes", [.acceptEncoding: "gzip"])
        #expect(reply.headers[.contentEncoding] == "gzip")
        #expect(reply.headers[.contentLength] == nil)
        #expect(reply.headers[.eTag] == "\"v1-gzip\"")
        #expect(reply.body.starts(with: [0x1F, 0x8B]) && reply.body.count < 10_000)
        let head = try await test.ask(.head, "/api/v1/changes", [.acceptEncoding: "gzip"])
        #expect(head.headers[.contentLength] == nil && head.headers[.contentEncoding] == "gzip")
        #expect(try await test.ask(.get, "/api/v1/changes", [.acceptEncoding: "gzip", .ifNoneMatch: "\"v1-gzip\""]).status == 304)
    }

    @Test func shorterOnesAreCompressedBefore() async throws {
        let reply = try await gateway(BodyCompressor.streamedBytes - 1).ask(.get, "/api/v1/changes", [.acceptEncoding: "gzip"])
        #expect(reply.headers[.contentEncoding] == "gzip")
        #expect(reply.headers[.contentLength] == String(reply.body.count))
    }
}
