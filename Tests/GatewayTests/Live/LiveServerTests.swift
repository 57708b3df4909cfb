import Bus
import Contracts
import Foundation
import Logging
import Testing

@testable import gateway

/// What only shows on a real connection.
struct LiveServerTests {
    private static let id = "0190a5b4-0000-7000-8000-000000000000"
    private static let content = String(repeating: "0123456789", count: 100_000)

    private func withServer(
        _ limits: Limits = Limits(), _ body: @escaping @Sendable (TestGateway, Int) async throws -> Void
    ) async throws {
        let test = try await TestGateway(limits: limits) { answers, test in
            answers.refuse(CreatePlaylist.self) { request, _ in Problem.conflict("made \(request.name.count)") }
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
            answers.on(LocateMediaFile.self) { _, _ in
                LocatedFile(area: .storage, root: "", path: "film.mp4", contentType: "video/mp4", sizeBytes: 1, contentHash: "f1:a")
            }
        }
        try Data(Self.content.utf8).write(to: test.folder.appendingPathComponent("storage/film.mp4"))
        try await LiveGateway.serve(test, limits) { port in try await body(test, port) }
    }

    @discardableResult private func talk<Result: Sendable>(_ port: Int, _ talk: @escaping @Sendable (RawClient) throws -> Result)
        async throws -> Result
    {
        try await LiveGateway.talk(port, talk)
    }

    private func head(_ line: String, _ token: String, _ headers: String...) -> String {
        "\(line) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    @Test func aConnectionIsUsedAgainAlsoAfterErrors() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            let statuses = try await talk(port) { client in
                for _ in 0..<3 {
                    client.send(self.head("GET /api/v1/playlists", token))
                    client.send(self.head("GET /api/v1/nowhere", token))
                    client.send(self.head("POST /api/v1/playlists", token, "Content-Type: text/plain", "Content-Length: 5") + "hello")
                    client.send(
                        self.head("POST /api/v1/playlists", token, "Content-Type: application/json", "Content-Length: 12") + #"{"name":"ab"#
                    )
                    client.send("}")
                }
                return (0..<12).compactMap { _ in client.response()?.status }
            }
            #expect(statuses.count == 12)
            #expect(Array(statuses.prefix(4)) == [200, 404, 415, 400] || Array(statuses.prefix(4)) == [200, 404, 415, 409])
        }
    }

    @Test func headersThatAreTooLargeAreToldSo() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await talk(port) { client in
                client.send(self.head("GET /api/v1/playlists", token, "X-Long: \(String(repeating: "x", count: 20_000))"))
                let reply = try #require(client.response())
                #expect(reply.status == 431)
                #expect(reply.head.contains("application/problem+json") && reply.head.contains("connection: close"))
                #expect(client.isClosed())
            }
            try await talk(port) { client in
                client.send("GET /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(client.response()?.status == 431)
            }
            try await talk(port) { client in
                client.send("this is not HTTP\r\n\r\n")
                #expect(client.response()?.status == 400)
                #expect(client.isClosed())
            }
        }
    }

    @Test func aBodyThatIsTooLargeIsRefusedBeforeItIsRead() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await talk(port) { client in
                client.send(self.head("POST /api/v1/playlists", token, "Content-Type: application/json", "Content-Length: 5000000"))
                let reply = try #require(client.response())
                #expect(reply.status == 413)
                #expect(reply.head.contains("connection: close"))
            }
            try await talk(port) { client in
                client.send(self.head("POST /api/v1/playlists", token, "Content-Type: application/json", "Content-Length: 5000000"))
                client.send([UInt8](repeating: 0x20, count: 5_000_000))
                #expect(client.response()?.status == 413, "a client that sends all before it listens must hear it too")
            }
        }
    }

    @Test func aClientThatWaitsIsToldToGoOnOnlyWhenItMay() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await talk(port) { client in
                client.send(
                    self.head(
                        "POST /api/v1/playlists", token, "Content-Type: application/json", "Content-Length: 13", "Expect: 100-continue"))
                #expect(client.response()?.status == 100)
                client.send(#"{"name":"abc"}"#.dropLast(0).description)
                #expect([400, 409].contains(client.response()?.status))
            }
            try await talk(port) { client in
                client.send(self.head("POST /api/v1/media?filename=a.png", token, "Content-Length: 99999", "Expect: 100-continue"))
                #expect(client.response()?.status == 403)
            }
        }
    }

    @Test func aFileIsStreamedOverAConnectionThatStaysOpen() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token()
            try await talk(port) { client in
                for _ in 0..<2 {
                    client.send(self.head("GET /api/v1/media/\(Self.id)/stream", token))
                    let reply = try #require(client.response())
                    #expect(reply.status == 200 && reply.body == Self.content)
                }
                client.send(self.head("GET /api/v1/media/\(Self.id)/stream", token, "Range: bytes=999990-"))
                #expect(client.response()?.body == "0123456789")
            }
            for _ in 0..<5 { try await talk(port) { client in client.send(self.head("GET /api/v1/media/\(Self.id)/stream", token)) } }
            try await talk(port) { client in
                client.send(self.head("GET /health/live", token))
                #expect(client.response()?.status == 200)
            }
        }
    }

    @Test func anUploadThatBreaksOffLeavesNothing() async throws {
        try await withServer { test, port in
            let token = try await test.signer.token(role: .admin)
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: 1_000_000)
            try await talk(port) { client in
                client.send(self.head("POST /api/v1/media?filename=a.png", token, "Content-Length: 5000000"))
                client.send(png)
            }
            let folder = test.gateway.storage.temporaryFolder
            var left = ["?"]
            for _ in 0..<200 where !left.isEmpty {
                try await Task.sleep(for: .milliseconds(20))
                left = try FileManager.default.contentsOfDirectory(atPath: folder)
            }
            #expect(left.isEmpty)
        }
    }

    @Test func aSilentConnectionIsClosed() async throws {
        var limits = Limits()
        limits.idleTimeout = .milliseconds(200)
        limits.bodyTimeout = .milliseconds(200)
        try await withServer(limits) { test, port in
            let token = try await test.signer.token()
            try await talk(port) { client in
                client.send("GET /api/v1/playlists HTTP/1.1\r\nHost: ")
                #expect(client.isClosed())
            }
            try await talk(port) { client in
                client.send(self.head("POST /api/v1/playlists", token, "Content-Type: application/json", "Content-Length: 50") + "{")
                #expect(client.isClosed())
            }
        }
    }
}
