import Bus
import Contracts
import Foundation
import Testing

@testable import gateway

/// Headers that are well-formed for the parser and nonsense for whom they are meant.
struct OddHeaderTests {
    private static let path = "/api/v1/media/0190a5b4-0000-7000-8000-000000000000/stream"

    @Test func nonsenseNeverBreaksAnAnswer() async throws {
        let test = try await TestGateway { answers, _ in
            answers.on(LocateMediaFile.self) { _, _ in
                LocatedFile(area: .storage, root: "", path: "film.mp4", contentType: "video/mp4", sizeBytes: 10, contentHash: "f1:a")
            }
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
        }
        try Data("0123456789".utf8).write(to: test.folder.appendingPathComponent("storage/film.mp4"))
        let token = try await test.signer.token()
        try await LiveGateway.serve(test) { port in
            try await LiveGateway.talk(port) { client in
                func ask(_ path: String, _ header: String) throws -> Int {
                    client.send("GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\(header)\r\n\r\n")
                    return try #require(client.response()).status
                }
                for range in [
                    "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=--5", "bytes=0-1,3-4", "chars=0-1", "bytes=0 -1", "=",
                    "0-1",
                ] {
                    try #expect(ask(Self.path, "Range: \(range)") == 200, "\(range)")
                }
                try #expect(ask(Self.path, "Range: bytes=99999999999999999999-") == 416)
                try #expect(ask(Self.path, "Range: bytes=0-99999999999999999999") == 206)
                try #expect(ask(Self.path, "Range: bytes=-99999999999999999999") == 206)
                for odd in [
                    "If-None-Match: ", "If-None-Match: \"", "If-None-Match: ,,,", "If-None-Match: W/", "If-None-Match: \u{FF}",
                    "Accept-Encoding: ;q=", "Accept-Encoding: gzip;q=x", "Accept-Encoding: *;q=0, identity;q=0", "Accept: /;;q=",
                    "If-Range: \"", "Cache-Control: max-age=x, =, no-", "traceparent: 00-zz-zz-zz", "Cookie: =; mn_token; ;;",
                ] {
                    try #expect(ask("/api/v1/playlists", odd) == 200, "\(odd)")
                    try #expect(ask(Self.path, odd) == 200, "\(odd)")
                }
                for odd in ["MN-Position: \u{FF}", "MN-Position: p", "MN-Position: p99999999999999999999"] {
                    try #expect(ask("/api/v1/playlists", odd) == 400, "\(odd)")
                }
                for query in ["cursor=\(String(repeating: "x", count: 600))", "limit=-1", "limit=%", "cursor=%00", "limit=1e3"] {
                    #expect([400, 422].contains(try ask("/api/v1/playlists?\(query)", "X-A: b")), "\(query)")
                }
            }
        }
    }
}
