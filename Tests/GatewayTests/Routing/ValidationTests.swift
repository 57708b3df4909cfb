import Bus
import Contracts
import Foundation
import Hummingbird
import Testing

@testable import gateway

struct ValidationTests {
    private static let id = "0190a5b4-0000-7000-8000-000000000000"

    private func gateway() async throws -> TestGateway {
        try await TestGateway { answers, test in
            answers.on(ListMedia.self) { request, context in
                test.record(context)
                return Page(items: [], nextCursor: "\(request.limit)/\(request.cursor ?? "-")/\(request.type?.rawValue ?? "-")")
            }
            answers.on(ListMediaByID.self) { _, context in
                test.record(context)
                return ItemList([])
            }
            answers.on(SearchMedia.self) { _, _ in .init(page: Page(items: [], nextCursor: nil), suggestion: nil) }
            answers.refuse(CreatePlaylist.self) { _, context in
                test.record(context)
                return Problem.conflict("reached")
            }
            answers.refuse(MovePlaylistItem.self) { request, _ in Problem.conflict("to \(request.position)") }
        }
    }

    @Test(arguments: [
        ("", "20/-/-"), ("?limit=7", "7/-/-"), ("?limit=100000000000000000000", "100/-/-"), ("?cursor=abc&type=show&x=y", "20/abc/show"),
    ])
    func queryValuesReachTheService(_ query: String, _ expected: String) async throws {
        let reply = try await gateway().ask(.get, "/api/v1/media\(query)")
        #expect(reply.status == 200)
        #expect(reply.text == #"{"items":[],"hasMore":true,"nextCursor":"\#(expected)"}"#)
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=many", "limit"), ("limit=1.5", "limit"), ("limit=", "limit"),
        ("type=poem", "type"), ("source=disk", "source"), ("include=everything", "include"),
    ])
    func aWrongValueIsNamed(_ query: String, _ field: String) async throws {
        let reply = try await gateway().ask(.get, "/api/v1/media?\(query)")
        #expect(reply.status == 422)
        #expect(try reply.wrongFields() == [field])
        #expect(reply.headers[.contentType] == "application/problem+json")
        #expect(try reply.problem().instance == "/api/v1/media")
    }

    @Test(arguments: ["", "?q=", "?q=\(String(repeating: "x", count: 201))"])
    func aSearchNeedsWords(_ query: String) async throws {
        let reply = try await gateway().ask(.get, "/api/v1/media/search\(query)")
        #expect(reply.status == 422)
        #expect(try reply.wrongFields() == ["q"])
    }

    @Test func aListOfIdsIsAnotherRequest() async throws {
        let test = try await gateway()
        #expect(try await test.ask(.get, "/api/v1/media?ids=\(Self.id),\(Self.id)").status == 200)
        #expect(test.seen.withLock { $0.map(\.name) } == [ListMediaByID.name])
        #expect(try await test.ask(.get, "/api/v1/media?ids=nonsense").status == 400)
        let many = Array(repeating: Self.id, count: 101).joined(separator: ",")
        #expect(try await test.ask(.get, "/api/v1/media?ids=\(many)").status == 422)
    }

    @Test(arguments: ["1", "..", "%2e%2e%2fetc", "0190a5b4", "a%00b", "0190a5b4-0000-7000-8000-00000000000g"])
    func whatIsNoIdIsNotFound(_ id: String) async throws {
        let reply = try await gateway().ask(.get, "/api/v1/media/\(id)")
        #expect(reply.status == 404)
        #expect(try reply.problem().type == "/problems/not-found")
    }

    @Test(arguments: [
        ("{", 400), ("", 400), ("[1,", 400), (#"{"name":"a\u0000b"}"#, 400), ("{\"name\":\"\u{FF}", 400), ("7", 422), (#"{"name":7}"#, 422),
        (#"{}"#, 422), (#"{"name":null}"#, 422), (#"{"name":"a","isPublic":"yes"}"#, 422), (#"{"name":"a","more":[1]}"#, 409),
    ])
    func aBodyIsReadStrictly(_ json: String, _ status: Int) async throws {
        #expect(try await gateway().ask(.post, "/api/v1/playlists", json: json).status == status)
    }

    @Test func aWrongTypeNamesItsField() async throws {
        let reply = try await gateway().ask(.post, "/api/v1/playlists", json: #"{"name":["a"]}"#)
        #expect(try reply.wrongFields().first?.hasPrefix("name") == true)
    }

    @Test func bytesThatAreNoTextAreMalformed() async throws {
        let body = RequestBody(buffer: .init(bytes: Array(#"{"name":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)))
        let reply = try await gateway().ask(
            .post, "/api/v1/playlists", [.contentType: "application/json", .contentLength: "13"], body: body)
        #expect(reply.status == 400)
    }

    @Test func nestingHasALimit() async throws {
        func nested(_ depth: Int) -> String {
            #"{"name":"[[[{","more":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        let test = try await gateway()
        #expect(try await test.ask(.post, "/api/v1/playlists", json: nested(31)).status == 409)
        #expect(try await test.ask(.post, "/api/v1/playlists", json: nested(32)).status == 400)
        #expect(try await test.ask(.post, "/api/v1/playlists", json: nested(100_000)).status == 400)
    }

    @Test(arguments: ["text/plain", "application/jsonp", "multipart/form-data; boundary=x", ""])
    func otherContentTypesAreRefused(_ type: String) async throws {
        let reply = try await gateway().ask(.post, "/api/v1/playlists", [.contentType: type], json: #"{"name":"a"}"#)
        #expect(reply.status == 415)
    }

    @Test func aCharsetIsNoOtherContentType() async throws {
        let reply = try await gateway().ask(
            .post, "/api/v1/playlists", [.contentType: "Application/JSON; charset=utf-8"], json: #"{"name":"a"}"#)
        #expect(reply.status == 409)
    }

    @Test func aBodyThatIsTooLargeIsRefusedByItsHeadOrOnTheWay() async throws {
        let test = try await gateway()
        let announced = try await test.ask(.post, "/api/v1/playlists", [.contentLength: "1048577"], json: "{}")
        #expect(announced.status == 413)
        let large = #"{"name":""# + String(repeating: "x", count: 1 << 20) + #""}"#
        let chunked = RequestBody(buffer: .init(string: large))
        let reply = try await test.ask(
            .post, "/api/v1/playlists", [.contentType: "application/json", .transferEncoding: "chunked"], body: chunked)
        #expect(reply.status == 413)
        #expect(test.seen.withLock { $0.isEmpty })
    }

    @Test(arguments: [("k", 409), (String(repeating: "k", count: 200), 409), (String(repeating: "k", count: 201), 400), ("a b", 400)])
    func anIdempotencyKeyIsPassedOnOrRefused(_ key: String, _ status: Int) async throws {
        let test = try await gateway()
        let reply = try await test.ask(.post, "/api/v1/playlists", [.idempotencyKey: key], json: #"{"name":"a"}"#)
        #expect(reply.status == status)
        #expect(test.seen.withLock { $0.first?.idempotencyKey } == (status == 409 ? key : nil))
    }

    @Test func twoParametersDoNotMixUp() async throws {
        let path = "/api/v1/playlists/\(Self.id)/items/\(Self.id)"
        #expect(try await gateway().ask(.patch, path, json: #"{"position":-3}"#).problem().detail == "to -3")
        #expect(try await gateway().ask(.patch, path, json: #"{"position":"3"}"#).wrongFields() == ["position"])
    }
}
