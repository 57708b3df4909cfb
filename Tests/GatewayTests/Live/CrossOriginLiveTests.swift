import Bus
import Contracts
import Foundation
import Testing

@testable import gateway

struct CrossOriginLiveTests {
    private static let page = "https://app.example.org"

    private func talk(_ origins: CrossOriginPolicy, _ talk: @escaping @Sendable (RawClient, String) throws -> Void) async throws {
        let test = try await TestGateway { answers, _ in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
        }
        var edge = EdgeConfiguration()
        edge.origins = origins
        let token = try await test.signer.token()
        try await LiveGateway.serve(test, edge: edge) { port in try await LiveGateway.talk(port) { try talk($0, token) } }
    }

    private func request(_ line: String, _ headers: String...) -> String {
        "\(line) HTTP/1.1\r\nHost: x\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    @Test func aPageOfAnAllowedOriginSeesAnswersAndErrors() async throws {
        try await talk(CrossOriginPolicy(.only([Self.page]))) { client, token in
            for line in ["GET /api/v1/playlists", "GET /nowhere", "PUT /api/v1/playlists"] {
                client.send(request(line, "Origin: \(Self.page)", "Authorization: Bearer \(token)"))
                let reply = try #require(client.response())
                #expect(reply.head.contains("access-control-allow-origin: \(Self.page)\r\n"))
                #expect(reply.head.contains("access-control-allow-credentials: true"))
                #expect(reply.head.contains("access-control-expose-headers: etag, mn-position"))
                #expect(reply.head.contains("vary: origin"))
                #expect(reply.head.contains("cross-origin-resource-policy: cross-origin"))
            }
        }
    }

    @Test func pipelinedPagesEachGetTheirOwn() async throws {
        let other = "https://other.example.org"
        try await talk(CrossOriginPolicy(.only([Self.page, other]))) { client, _ in
            client.send(
                request("GET /health/live", "Origin: \(Self.page)") + request("GET /health/live")
                    + request("GET /health/live", "Origin: https://evil.example") + request("GET /health/live", "Origin: \(other)"))
            let origins = (0..<4).compactMap { _ in client.response()?.head }.map { head in
                head.split(separator: "\r\n").first { $0.hasPrefix("access-control-allow-origin: ") }?.dropFirst(29)
            }
            #expect(origins == [Self.page[...], nil, nil, other[...]])
        }
    }

    @Test func anotherOriginGetsNothing() async throws {
        try await talk(CrossOriginPolicy(.only([Self.page]))) { client, _ in
            for origin in ["https://evil.example", "null", "http://app.example.org", Self.page + ".evil.example", Self.page + ":444"] {
                client.send(request("OPTIONS /api/v1/playlists", "Origin: \(origin)", "Access-Control-Request-Method: POST"))
                let reply = try #require(client.response())
                #expect(reply.status == 204 && !reply.head.contains("access-control"))
                #expect(reply.head.contains("vary: origin"), "a cache must not keep this for the page that may")
            }
        }
    }

    @Test func aPreflightTellsTheMethodsOfThePath() async throws {
        try await talk(CrossOriginPolicy(.only([Self.page]))) { client, _ in
            client.send(
                request(
                    "OPTIONS /api/v1/playlists", "Origin: \(Self.page)", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: authorization,idempotency-key"))
            let reply = try #require(client.response())
            #expect(reply.status == 204)
            #expect(reply.head.contains("access-control-allow-methods: get, post, head, options"))
            #expect(reply.head.contains("idempotency-key") && reply.head.contains("mn-position") && reply.head.contains("authorization"))
            #expect(reply.head.contains("access-control-max-age: 7200"))
            client.send(request("OPTIONS /nowhere", "Origin: \(Self.page)", "Access-Control-Request-Method: GET"))
            let nowhere = try #require(client.response())
            #expect(nowhere.status == 404 && !nowhere.head.contains("access-control-allow-methods"))
        }
    }

    @Test func aRefusalHasTheHeadersToo() async throws {
        try await talk(CrossOriginPolicy(.only([Self.page]))) { client, _ in
            client.send(request("GET /health/live", "Origin: \(Self.page)", "Host: another"))
            let reply = try #require(client.response())
            #expect(reply.status == 400 && reply.head.contains("vary: origin") && !reply.head.contains("access-control"))
        }
    }

    @Test func withoutOriginsNothingIsSaid() async throws {
        try await talk(.none) { client, token in
            client.send(request("GET /api/v1/playlists", "Origin: \(Self.page)", "Authorization: Bearer \(token)"))
            let reply = try #require(client.response())
            #expect(reply.status == 200 && !reply.head.contains("access-control") && !reply.head.contains("vary: origin"))
            #expect(reply.head.contains("cross-origin-resource-policy: same-origin"))
        }
    }

    @Test func anyOriginMeansNoCookies() async throws {
        try await talk(CrossOriginPolicy(.all)) { client, _ in
            client.send(request("GET /health/live", "Origin: https://anybody.example"))
            let reply = try #require(client.response())
            #expect(reply.head.contains("access-control-allow-origin: *\r\n") && !reply.head.contains("credentials"))
        }
    }

    @Test func everyAnswerHasTheSecurityHeaders() async throws {
        try await talk(.none) { client, _ in
            for line in ["GET /health/live", "GET /nowhere", "GET /api/v1/playlists", "OPTIONS /api/v1/playlists", "DELETE /docs"] {
                client.send(request(line))
                let reply = try #require(client.response())
                for header in [
                    "x-content-type-options: nosniff", "referrer-policy: no-referrer", "x-frame-options: deny",
                    "cross-origin-resource-policy: same-origin", "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                ] {
                    #expect(reply.head.components(separatedBy: "\r\n" + header + "\r\n").count == 2, "\(line): \(header)")
                }
                #expect(!reply.head.contains("strict-transport-security"), "this is plain HTTP")
            }
            client.send(request("GET /docs"))
            let page = try #require(client.response())
            #expect(page.head.contains("style-src 'sha256-") && !page.head.contains("unsafe-inline"))
            #expect(page.head.components(separatedBy: "content-security-policy").count == 2)
        }
    }
}
