import Bus
import Contracts
import Glibc
import Testing

@testable import gateway

/// Clients that take their time on purpose. The limits are short here; no test is longer than a few of them.
struct SlowClientTests {
    private static var limits: Limits {
        var limits = Limits()
        limits.idleTimeout = .milliseconds(300)
        limits.bodyTimeout = .milliseconds(300)
        limits.requestTimeout = .milliseconds(200)
        return limits
    }

    /// Sends byte by byte until the server closes; false when it never did.
    private static func drips(_ client: RawClient, _ text: String) -> Bool {
        for byte in text.utf8 {
            guard client.send([byte]) else { return true }
            usleep(20_000)
        }
        return false
    }

    private func talk(_ talk: @escaping @Sendable (RawClient, String) throws -> Void) async throws {
        let test = try await TestGateway(limits: Self.limits)
        let token = try await test.signer.token()
        try await LiveGateway.serve(test, Self.limits) { port in try await LiveGateway.talk(port) { try talk($0, token) } }
    }

    @Test func aHeadThatNeverEndsIsCutOff() async throws {
        try await talk { client, _ in
            #expect(Self.drips(client, "GET /health/live HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X-A: b\r\n", count: 60)))
        }
    }

    @Test func soIsOneBehindAGoodRequest() async throws {
        try await talk { client, _ in
            client.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.response()?.status == 200)
            #expect(Self.drips(client, "GET /health/live HTTP/1.1\r\n" + String(repeating: "X-A: b\r\n", count: 60)))
        }
    }

    @Test func aBodyThatNeverEndsIsCutOff() async throws {
        try await talk { client, token in
            client.send(
                "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n")
            #expect(Self.drips(client, String(repeating: " ", count: 500)))
        }
    }

    @Test func aBodyThatNobodyReadsIsCutOffToo() async throws {
        try await talk { client, _ in
            client.send("GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
            #expect(client.response()?.status == 200)
            #expect(Self.drips(client, String(repeating: " ", count: 500)))
        }
    }

    @Test func emptyLinesAreNoSignOfLife() async throws {
        try await talk { client, _ in #expect(Self.drips(client, String(repeating: "\r\n", count: 250))) }
    }
}
