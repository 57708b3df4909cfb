import Bus
import Contracts
import Observability
import Testing

@testable import gateway

/// What clients send that no client should: each is refused with the right status, and the connection closed.
struct HostileRequestTests {
    private static let good = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"

    private func withServer(_ body: @escaping @Sendable (TestGateway, Int) async throws -> Void) async throws {
        let test = try await TestGateway { answers, test in
            answers.refuse(CreatePlaylist.self) { _, context in
                test.record(context)
                return Problem.conflict("reached")
            }
        }
        try await LiveGateway.serve(test) { port in try await body(test, port) }
    }

    /// The refusal is told as all problems are, and it is the last word.
    private func expect(_ status: Int, _ sent: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await withServer { _, port in
            try await LiveGateway.talk(port) { client in
                client.send(sent)
                let reply = try #require(client.response(), sourceLocation: sourceLocation)
                #expect(reply.status == status, sourceLocation: sourceLocation)
                #expect(reply.head.contains("application/problem+json"), sourceLocation: sourceLocation)
                #expect(reply.head.contains("connection: close"), sourceLocation: sourceLocation)
                #expect(reply.head.contains("x-content-type-options: nosniff"), sourceLocation: sourceLocation)
                #expect(reply.head.contains("content-security-policy:"), sourceLocation: sourceLocation)
                #expect(client.isClosed(), sourceLocation: sourceLocation)
            }
        }
    }

    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: -1",
        "Content-Length:",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked, gzip",
    ])
    func aBodyWhoseLengthIsNotCertainIsRefused(_ framing: String) async throws {
        try await expect(400, "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n0\r\n\r\n")
    }

    @Test(arguments: [
        "xchunked", "gzip", "gzip, chunked", "identity, chunked", "chunked, chunked", "chunked\r\nTransfer-Encoding: chunked",
    ])
    func otherTransferCodingsAreNotImplemented(_ coding: String) async throws {
        try await withServer { _, port in
            try await LiveGateway.talk(port) { client in
                client.send("POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n")
                let answer = try #require(client.response())
                #expect([400, 501].contains(answer.status))
                #expect(client.isClosed())
            }
        }
        try await expect(501, "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
    }

    @Test func theOldVersionKnowsNoChunks() async throws {
        try await expect(400, "POST /api/v1/playlists HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    }

    @Test(arguments: [
        "zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "\r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
        "fffffffffffffffff\r\n{}", "2\r\n{}0\r\n\r\n", "2\n{}\r\n0\r\n\r\n", " 2\r\n{}\r\n0\r\n\r\n",
    ])
    func chunksThatCannotBeReadAreRefusedAndReachNobody(_ chunks: String) async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await LiveGateway.talk(port) { client in
                client.send(
                    "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunks)
                let reply = try #require(client.response())
                #expect(reply.status == 400 && reply.head.contains("connection: close"))
                #expect(client.isClosed())
            }
            #expect(test.seen.withLock { $0.isEmpty })
        }
    }

    @Test func chunksThatAreMostlyExtensionsAreRefused() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await LiveGateway.talk(port) { client in
                client.send(
                    "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n")
                let chunk = "1;\(String(repeating: "x", count: 4000))\r\n \r\n"
                for _ in 0..<100 where !client.send(chunk) { break }
                #expect(client.response()?.status == 400)
            }
            #expect(test.seen.withLock { $0.isEmpty })
        }
    }

    @Test func chunksOfOneByteAreFine() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await LiveGateway.talk(port) { client in
                let name = String(repeating: "n", count: 30_000)
                let chunks = "{\"name\":\"\(name)\"}".map { "1\r\n\($0)\r\n" }.joined()
                client.send(
                    "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n\(chunks)0;last\r\nX-Trailer: 1\r\n\r\n")
                #expect(client.response()?.status == 409)
                client.send(Self.good)
                #expect(client.response()?.status == 200)
            }
        }
    }

    @Test(arguments: [
        "X-Folded: a\r\n b", "X-Bare: a\nX-Other: b", "X-Bare: a\rb", "X-Nul: a\0b", "X-Space : a", " X-Leading: a", ": no name",
        "no colon", "X-Bell: \u{7}", "X(Y): a", "X-Tab\t: a",
    ])
    func headersThatAreReadInTwoWaysAreRefused(_ header: String) async throws {
        try await expect(400, "GET /health/live HTTP/1.1\r\nHost: x\r\n\(header)\r\n\r\n")
    }

    @Test(arguments: [
        "", "Host: a\r\nHost: b\r\n", "Host: a\r\nhost: a\r\n", "Host: a b\r\n", "Host: a, b\r\n", "Host: u@a\r\n", "Host: a/b\r\n",
    ])
    func theHostIsNamedOnce(_ hosts: String) async throws {
        try await expect(400, "GET /health/live HTTP/1.1\r\n\(hosts)\r\n")
    }

    @Test(arguments: ["health/live", "/health/live#x", "ftp://x/health/live", "http:///health/live", "*", "http://u@x/health/live"])
    func targetsThatAreNoneAreRefused(_ target: String) async throws {
        try await expect(400, "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
    }

    @Test(arguments: [("FOO", 501), ("CONNECT", 501), ("TRACE", 405), ("PROPFIND", 405), ("get", 400)])
    func otherMethodsAreNotDone(_ method: String, _ status: Int) async throws {
        try await withServer { _, port in
            try await LiveGateway.talk(port) { client in
                client.send("\(method) \(method == "CONNECT" ? "x:443" : "/health/live") HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(client.response()?.status == status)
            }
        }
    }

    @Test(arguments: [("HTTP/2.0", 505), ("HTTP/1.2", 505), ("HTTP/0.9", 505), ("HTTP/x", 400), ("ICY/1.0", 400)])
    func otherVersionsAreNotSpoken(_ version: String, _ status: Int) async throws {
        try await withServer { _, port in
            try await LiveGateway.talk(port) { client in
                client.send("GET /health/live \(version)\r\nHost: x\r\n\r\n")
                let answer = try #require(client.response())
                #expect([status, 505].contains(answer.status))
                #expect(client.isClosed())
            }
        }
    }

    @Test func onlyOneExpectationCanBeMet() async throws {
        try await expect(417, "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 2\r\n\r\n{}")
    }

    @Test func tooManyHeadersAreTooLarge() async throws {
        let many = (0..<150).map { "X-\($0): 1\r\n" }.joined()
        try await expect(431, "GET /health/live HTTP/1.1\r\nHost: x\r\n\(many)\r\n")
    }

    @Test func trailersCountAsHeaders() async throws {
        let many = (0..<150).map { "X-\($0): 1\r\n" }.joined()
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await LiveGateway.talk(port) { client in
                client.send(
                    "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\(many)\r\n")
                #expect(client.response()?.status == 431)
                #expect(client.isClosed())
            }
            #expect(test.seen.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: [
        "Content-Length: 50\r\n\r\n{\"na", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ])
    func aBodyThatStopsHalfWayReachesNobody(_ half: String) async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await LiveGateway.talk(port) { client in
                client.send(
                    "POST /api/v1/playlists HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n\(half)"
                )
                client.finish()
                #expect(client.response()?.status == 400)
                #expect(client.isClosed())
            }
            #expect(test.seen.withLock { $0.isEmpty })
        }
    }

    @Test func nobodyElseNotices() async throws {
        try await withServer { _, port in
            try await LiveGateway.talk(port) { client in
                client.send(Self.good)
                #expect(client.response()?.status == 200)
                let bad = RawClient(port: port)
                bad.send("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n")
                #expect(bad.response()?.status == 400)
                client.send(Self.good)
                #expect(client.response()?.status == 200)
            }
        }
    }
}
