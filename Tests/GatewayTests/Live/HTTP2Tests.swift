import Bus
import Contracts
import Foundation
import NIOCore
import Testing

@testable import gateway

struct HTTP2Tests {
    private static let id = "0190a5b4-0000-7000-8000-000000000000"
    private static let content = String(repeating: "0123456789", count: 100_000)

    private func talk(
        _ limits: Limits = Limits(), _ talk: @escaping @Sendable (HTTP2Client, TestGateway) async throws -> Void
    ) async throws {
        let test = try await TestGateway(limits: limits) { answers, test in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
            answers.refuse(CreatePlaylist.self) { request, context in
                test.record(context)
                return Problem.conflict("made \(request.name)")
            }
            answers.on(LocateMediaFile.self) { _, _ in
                LocatedFile(area: .storage, root: "", path: "film.mp4", contentType: "video/mp4", sizeBytes: 1, contentHash: "f1:a")
            }
        }
        try Data(Self.content.utf8).write(to: test.folder.appendingPathComponent("storage/film.mp4"))
        let files = try await TestCertificate()
        var edge = EdgeConfiguration()
        edge.tls = TLSSettings(files: files.files, speaksHTTP2: true, strictTransport: .seconds(3600))
        try await LiveGateway.serve(test, limits, edge: edge, certificate: ServerCertificate(try files.pair())) { port in
            try await TLSClient.talk(port, protocols: ["h2"]) { client in try await talk(HTTP2Client(client), test) }
        }
    }

    @Test func requestsAreAnsweredWithTheSameHeaders() async throws {
        try await talk { client, test in
            let token = try await test.signer.token()
            try await client.send([try client.request("/api/v1/playlists", stream: 1, [("authorization", "Bearer \(token)")])])
            let answer = try #require(try await client.answer(1))
            #expect(answer.status == 200)
            #expect(String(buffer: answer.body).contains("\"items\""))
            #expect(answer.headers.first(name: "content-security-policy") == SecurityHeaders.policy)
            #expect(answer.headers.first(name: "strict-transport-security") == "max-age=3600")
            #expect(answer.headers.first(name: "connection") == nil)
        }
    }

    @Test func manyStreamsAreAnsweredTogether() async throws {
        try await talk { client, _ in
            try await client.send(try (0..<50).map { try client.request("/health/live", stream: 2 * $0 + 1) })
            for number in 0..<50 { #expect(try await client.answer(2 * number + 1)?.status == 200) }
        }
    }

    @Test func aBodyOfUnknownLengthIsRead() async throws {
        try await talk { client, test in
            let headers = [("authorization", "Bearer \(try await test.signer.token())"), ("content-type", "application/json")]
            try await client.send([
                try client.request("/api/v1/playlists", stream: 1, method: "POST", more: true, headers),
                HTTP2Client.frame(.data, stream: 1, ByteBuffer(string: "{\"name\":")),
                HTTP2Client.frame(.data, flags: 1, stream: 1, ByteBuffer(string: "\"abc\"}")),
            ])
            let answer = try #require(try await client.answer(1))
            #expect(answer.status == 409 && String(buffer: answer.body).contains("made abc"))
        }
    }

    @Test func aBodyThatIsResetReachesNobody() async throws {
        try await talk { client, test in
            let headers = [("authorization", "Bearer \(try await test.signer.token())"), ("content-type", "application/json")]
            try await client.send([
                try client.request("/api/v1/playlists", stream: 1, method: "POST", more: true, headers),
                HTTP2Client.frame(.data, stream: 1, ByteBuffer(string: "{\"name\":\"abc\"}")),
                HTTP2Client.frame(.reset, stream: 1, ByteBuffer(integer: UInt32(8))),
                try client.request("/health/live", stream: 3),
            ])
            #expect(try await client.answer(3)?.status == 200)
            #expect(test.seen.withLock { $0.isEmpty })
        }
    }

    @Test func aBodyThatStallsIsCutOffAndReachesNobody() async throws {
        var limits = Limits()
        limits.idleTimeout = .milliseconds(300)
        limits.bodyTimeout = .milliseconds(100)
        limits.requestTimeout = .milliseconds(100)
        try await talk(limits) { client, test in
            let headers = [("authorization", "Bearer \(try await test.signer.token())"), ("content-type", "application/json")]
            try await client.send([
                try client.request("/api/v1/playlists", stream: 1, method: "POST", more: true, headers),
                HTTP2Client.frame(.data, stream: 1, ByteBuffer(string: "{\"name\":\"abc\"}")),
            ])
            #expect(try await client.answer(1) == nil)
            #expect(test.seen.withLock { $0.isEmpty }, "a whole value, but not a whole body")
        }
    }

    @Test func aFileIsStreamedAsTheClientMakesRoom() async throws {
        try await talk { client, test in
            let token = try await test.signer.token()
            var room = ByteBuffer()
            room.writeInteger(UInt32(2_000_000))
            try await client.send([
                HTTP2Client.frame(.windowUpdate, stream: 0, room),
                try client.request("/api/v1/media/\(Self.id)/stream", stream: 1, [("authorization", "Bearer \(token)")]),
                HTTP2Client.frame(.windowUpdate, stream: 1, room),
            ])
            let answer = try #require(try await client.answer(1))
            #expect(answer.status == 200 && String(buffer: answer.body) == Self.content)
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        try await talk { client, test in
            let headers = [
                ("authorization", "Bearer \(try await test.signer.token())"), ("content-type", "application/json"),
                ("content-length", "5000000"),
            ]
            try await client.send([
                try client.request("/api/v1/playlists", stream: 1, method: "POST", more: true, headers),
                try client.request("/health/live", stream: 3),
            ])
            #expect(try await client.answer(1)?.status == 413)
            #expect(try await client.answer(3)?.status == 200, "the other streams go on")
        }
    }

    @Test func theLimitsAreTold() async throws {
        try await talk { client, _ in
            #expect(client.settings[3] == 100, "streams at a time")
            #expect(client.settings[4] == 256 << 10, "the window of a stream")
            #expect(client.settings[6] == 16 << 10, "bytes of headers")
        }
    }

    @Test func headersThatAreTooLargeEndTheConnection() async throws {
        try await talk { client, _ in
            let large = (0..<8).map { ("x-\($0)", String(repeating: "x", count: 4000)) }
            // In more than one frame it would be refused for that alone.
            let block = try client.request("/health/live", stream: 1, large)
            try await client.send([block])
            #expect(try await client.answer(1) == nil)
        }
    }

    @Test func streamsThatAreOpenedOnlyToBeResetEndTheConnection() async throws {
        try await talk { client, _ in
            let cancel = ByteBuffer(integer: UInt32(8))
            let frames = try (0..<400).flatMap {
                [try client.request("/health/live", stream: 2 * $0 + 1), HTTP2Client.frame(.reset, stream: 2 * $0 + 1, cancel)]
            }
            try await client.send(frames)
            #expect(try await client.goAway() == 11, "ENHANCE_YOUR_CALM")
        }
    }

    @Test func moreStreamsThanAllowedAreRefused() async throws {
        try await talk { client, test in
            let headers = [("authorization", "Bearer \(try await test.signer.token())"), ("content-type", "application/json")]
            try await client.send(
                try (0..<101).map { try client.request("/api/v1/playlists", stream: 2 * $0 + 1, method: "POST", more: true, headers) })
            #expect(try await client.answer(201) == nil)
        }
    }

    @Test func aFloodOfPingsEndsTheConnection() async throws {
        try await talk { client, _ in
            let ping = HTTP2Client.frame(.ping, stream: 0, ByteBuffer(integer: UInt64(7)))
            try await client.send([ByteBuffer](repeating: ping, count: 500))
            #expect(try await client.goAway() == 11, "ENHANCE_YOUR_CALM")
        }
    }

    @Test(arguments: [
        [("connection", "close")], [("transfer-encoding", "chunked")], [("X-Upper", "a")], [("x-line", "a\r\nb: c")], [(":status", "200")],
        [("te", "gzip")], [("", "a")], [(":path", "/other")],
    ])
    func headersThatHTTP2ForbidsReachNobody(_ headers: [(String, String)]) async throws {
        try await talk { client, _ in
            try await client.send([try client.request("/health/live", stream: 1, headers)])
            #expect(try await client.answer(1) == nil)
        }
    }

    @Test(arguments: ["health/live", "*", "//health/live", "/health%2flive", "https://x/health/live", "/x/../health/live"])
    func aPathIsTakenAsItWasSent(_ path: String) async throws {
        try await talk { client, _ in
            try await client.send([try client.request(path, stream: 1)])
            #expect([400, 404].contains(try await client.answer(1)?.status))
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        var limits = Limits()
        limits.idleTimeout = .milliseconds(200)
        try await talk(limits) { client, _ in
            let error = try await client.goAway()
            #expect(error == nil, "no stream was ever opened, and no ping answered")
        }
    }
}
