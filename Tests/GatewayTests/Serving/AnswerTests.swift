import Bus
import Contracts
import Foundation
import HTTPTypes
import Testing

@testable import gateway

struct AnswerTests {
    private static let id = "0190a5b4-0000-7000-8000-000000000000"

    @Test func bytesAndHeadersOfAServiceArePassedOn() async throws {
        let test = try await TestGateway { answers, _ in
            answers.on(GetPlaylist.self) { (_, _) -> Answer in
                Answer(status: 200, headers: [.init("ETag", "\"p3\"")], body: Array(#"{"odd" : "spacing"}"#.utf8))
            }
        }
        let reply = try await test.ask(.get, "/api/v1/playlists/\(Self.id)")
        #expect(reply.text == #"{"odd" : "spacing"}"#)
        #expect(reply.headers[.eTag] == "\"p3\"")
        #expect(reply.headers[.vary] == "Accept-Encoding, Authorization")
        #expect(reply.headers[.cacheControl]?.hasPrefix("private") == true)
        let held = try await test.ask(.get, "/api/v1/playlists/\(Self.id)", [.ifNoneMatch: "W/\"p3\""])
        #expect(held.status == 304 && held.body.isEmpty)
    }

    @Test func headHasTheHeadersOfGetAndNoBody() async throws {
        let test = try await TestGateway { answers, _ in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
        }
        let get = try await test.ask(.get, "/api/v1/playlists")
        let head = try await test.ask(.head, "/api/v1/playlists")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers[.contentLength] == String(get.body.count))
    }

    @Test func aRefusalTellsWhereItHappened() async throws {
        let test = try await TestGateway { answers, _ in
            answers.refuse(RecordPlay.self) { _, _ in Problem.tooMany("slow down", retryAfter: 7) }
        }
        let reply = try await test.ask(.post, "/api/v1/media/\(Self.id)/plays?secret=1")
        #expect(reply.status == 429)
        #expect(reply.headers[.retryAfter] == "7")
        #expect(reply.headers[.cacheControl] == "no-store")
        #expect(try reply.problem().instance == "/api/v1/media/\(Self.id)/plays")
    }

    @Test func whatAServiceMayNotTellStaysInside() async throws {
        struct Secret: Error {}
        let test = try await TestGateway { answers, _ in answers.refuse(GetProfile.self) { _, _ in Secret() } }
        let reply = try await test.ask(.get, "/api/v1/users/me")
        #expect(reply.status == 500)
        #expect(!reply.text.contains("Secret"))
    }

    @Test func noAnswerInTimeIs504() async throws {
        var limits = Limits()
        limits.requestTimeout = .milliseconds(50)
        let test = try await TestGateway(limits: limits) { answers, _ in
            answers.refuse(GetProfile.self) { _, _ in
                try await Task.sleep(for: .seconds(60))
                return CancellationError()
            }
        }
        let reply = try await test.ask(.get, "/api/v1/users/me")
        #expect(reply.status == 504)
        #expect(reply.headers[.retryAfter] == "1")
    }

    @Test(arguments: [("trace-1.a_B", true), ("", false), ("a b", false), ("<script>", false), (String(repeating: "x", count: 129), false)])
    func aSaneRequestIDIsKept(_ id: String, _ isKept: Bool) async throws {
        let reply = try await TestGateway().ask(.get, "/health/live", [.requestID: id], as: nil)
        let answered = try #require(reply.headers[.requestID])
        #expect((answered == id) == isKept)
        if !isKept { #expect(UUID(uuidString: answered) != nil) }
    }

    @Test func theTraceGoesOn() async throws {
        let test = try await TestGateway { answers, test in
            answers.refuse(GetProfile.self) { _, context in
                test.record(context)
                return Problem.notFound("user")
            }
        }
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        _ = try await test.ask(.get, "/api/v1/users/me", [.traceParent: "00-\(trace)-00f067aa0ba902b7-01"])
        #expect(test.seen.withLock { $0.first?.traceparent.contains(trace) } == true)
        #expect(test.seen.withLock { $0.first?.traceparent.contains("00f067aa0ba902b7") } == false)
    }

    @Test func otherMethodsAndPathsAreProblems() async throws {
        let test = try await TestGateway()
        let wrong = try await test.ask(.put, "/api/v1/media")
        #expect(wrong.status == 405)
        #expect(wrong.headers[.allow] == "GET, POST, HEAD, OPTIONS")
        #expect(try wrong.problem().status == 405)
        let question = try await test.ask(.options, "/api/v1/media", as: nil)
        #expect(question.status == 204 && question.headers[.allow] != nil)
        #expect(try await test.ask(.get, "/nowhere", as: nil).problem().status == 404)
    }

    @Test func theDescriptionNamesEveryRoute() async throws {
        let reply = try await TestGateway().ask(.get, "/openapi.json", as: nil)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        for route in Routes.all {
            #expect(paths[route.path.description]?[route.method.rawValue.lowercased()] != nil)
        }
        for schema in Schemas.named.map(\.key) { #expect(reply.text.contains("\"\(schema)\":{")) }
        let page = try await TestGateway().ask(.get, "/docs", as: nil)
        #expect(page.text.contains("/api/v1/media/{id}/stream"))
        #expect(!page.text.contains("<script"))
    }

    @Test func everyReplyAndBodyIsDescribed() {
        for route in Routes.all {
            if case .any? = route.documentation.reply { Issue.record("\(route.path): its reply has no schema") }
            if case .any? = route.documentation.body { Issue.record("\(route.path): its body has no schema") }
        }
    }
}
