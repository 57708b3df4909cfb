import Bus
import Contracts
import Foundation
import MediaFiles
import Testing

@testable import gateway

/// What follows what on one connection.
struct ConversationTests {
    private static let id = "0190a5b4-0000-7000-8000-000000000000"

    private func talk(_ talk: @escaping @Sendable (RawClient, String) throws -> Void) async throws {
        let test = try await TestGateway { answers, _ in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
            answers.on(GetPlaylist.self) { (_, _) -> Answer in
                Answer(status: 200, headers: [.init("ETag", "\"p3\"")], body: Array("{}".utf8))
            }
            answers.on(RecordPlay.self) { _, _ in Nothing() }
            answers.on(LogOut.self) { _, _ in Nothing() }
        }
        let token = try await test.signer.token()
        try await LiveGateway.serve(test) { port in try await LiveGateway.talk(port) { try talk($0, token) } }
    }

    private func get(_ path: String, _ token: String, version: String = "1.1", _ headers: String...) -> String {
        "GET \(path) HTTP/\(version)\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await talk { client, token in
            client.send(
                get("/api/v1/playlists", token) + get("/nowhere", token) + get("/health/live", token)
                    + get("/api/v1/playlists/\(Self.id)", token) + get("/api/v1/playlists", token))
            let replies = (0..<5).compactMap { _ in client.response() }
            #expect(replies.map(\.status) == [200, 404, 200, 200, 200])
            #expect(replies.map { $0.body.contains("alive") } == [false, false, true, false, false])
        }
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ])
    func garbageBehindGoodRequestsIsRefusedInItsTurn(_ garbage: String) async throws {
        try await talk { client, token in
            client.send(get("/api/v1/playlists", token) + get("/health/live", token) + garbage + get("/health/live", token))
            #expect(client.response()?.status == 200)
            #expect(client.response()?.body.contains("alive") == true)
            let refusal = try #require(client.response())
            #expect([400, 501].contains(refusal.status))
            #expect(refusal.head.contains("application/problem+json") && refusal.head.contains("connection: close"))
            #expect(client.isClosed())
        }
    }

    @Test func aBodyThatBreaksBehindAGoodRequestIsRefusedInItsTurn() async throws {
        try await talk { client, token in
            client.send(
                get("/api/v1/playlists", token) + "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
            #expect(client.response()?.status == 200)
            #expect(client.response()?.status == 400)
            #expect(client.isClosed())
        }
    }

    @Test(arguments: ["close", "Close", "foo, close"])
    func aConnectionIsClosedWhereTheClientSaysSo(_ value: String) async throws {
        try await talk { client, token in
            client.send(get("/api/v1/playlists", token, "Connection: \(value)") + get("/api/v1/playlists", token))
            let reply = try #require(client.response())
            #expect(reply.status == 200 && reply.head.contains("connection: close"))
            #expect(client.isClosed(), "what comes after the last request is not looked at")
        }
    }

    @Test func anUpgradeIsAnsweredInTheOldWayAndCloses() async throws {
        try await talk { client, token in
            client.send(get("/health/live", token, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP"))
            let reply = try #require(client.response())
            #expect(reply.status == 200 && reply.head.contains("connection: close"))
            #expect(client.isClosed())
        }
    }

    @Test func theOldVersionClosesUnlessItIsAskedNotTo() async throws {
        try await talk { client, token in
            for _ in 0..<2 {
                client.send(get("/api/v1/playlists", token, version: "1.0", "Connection: keep-alive"))
                let reply = try #require(client.response())
                #expect(reply.head.hasPrefix("http/1.0 200") && reply.head.contains("connection: keep-alive"))
            }
            client.send(get("/api/v1/playlists", token, version: "1.0"))
            let reply = try #require(client.response())
            #expect(reply.status == 200 && reply.head.contains("connection: close") && !reply.head.contains("transfer-encoding"))
            #expect(client.isClosed())
        }
    }

    @Test func theOldVersionNeedsNoHostAndKnowsNoContinue() async throws {
        try await talk { client, _ in
            client.send(
                "POST /api/v1/auth/login HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n{")
            #expect(client.response()?.status == 400)
        }
    }

    @Test func answersWithoutBodiesLeaveNothingBehind() async throws {
        try await talk { client, token in
            let head = "HEAD /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n"
            client.send(head)
            let answer = try #require(client.response(toHead: true))
            #expect(answer.status == 200 && !answer.head.contains("content-length: 0") && answer.head.contains("content-length: "))
            client.send(get("/api/v1/playlists/\(Self.id)", token, "If-None-Match: \"p3\""))
            let unchanged = try #require(client.response())
            #expect(unchanged.status == 304 && !unchanged.head.contains("content-length") && !unchanged.head.contains("transfer-encoding"))
            client.send("HEAD /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.response(toHead: true)?.status == 404)
            client.send("OPTIONS /api/v1/playlists HTTP/1.1\r\nHost: x\r\n\r\n")
            let options = try #require(client.response())
            #expect(options.status == 204 && !options.head.contains("content-length") && options.head.contains("allow: "))
            client.send(get("/health/live", token))
            #expect(client.response()?.body.contains("alive") == true)
        }
    }

    @Test func aWholeURLIsATargetToo() async throws {
        try await talk { client, token in
            for target in ["http://example.org/health/live", "HTTP://x:80/health/live?a=b", "https://x/health/live"] {
                client.send(get(target, token))
                #expect(client.response()?.status == 200)
            }
            client.send(get("http://example.org", token) + get("http://example.org?/health/live", token))
            #expect(client.response()?.status == 404)
            #expect(client.response()?.status == 404)
        }
    }

    @Test(arguments: [
        "//health/live", "/health//live", "/health/live/", "/./health/live", "/x/../health/live", "/%68ealth/live", "/health%2flive",
        "/health%2Flive", "/api/v1/%2e%2e/%2e%2e/health/live", "/api/v1/playlists/..%2f..%2fhealth", "/health/live;a=b", "/health\\live",
        "/HEALTH/live", "/health/live%00", "/health/live%20", "/api/v1/playlists/%2e%2e",
    ])
    func aPathIsTakenAsItWasSent(_ path: String) async throws {
        try await talk { client, token in
            client.send(get(path, token))
            let reply = try #require(client.response())
            #expect([400, 404].contains(reply.status) && !reply.body.contains("alive"))
        }
    }
}
