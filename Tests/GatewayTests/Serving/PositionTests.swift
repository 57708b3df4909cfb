import Bus
import Contracts
import HTTPTypes
import Testing

@testable import gateway

struct PositionTests {
    private func gateway() async throws -> TestGateway {
        try await TestGateway { answers, test in
            answers.on(CreatePlaylist.self) { (_, context) -> Answer in
                test.record(context)
                return Answer(status: 201, position: Position(.playlists, 7), body: Array("{}".utf8))
            }
            answers.on(ListPlaylists.self) { (_, context) -> Answer in
                test.record(context)
                return Answer(status: 200, body: Array("{}".utf8))
            }
            answers.on(ListTrendingMedia.self) { (_, context) -> Answer in
                test.record(context)
                return Answer(status: 200, position: Position(.media, 9), body: Array("{}".utf8))
            }
        }
    }

    @Test func aWriteTellsItsPositionTogetherWithTheEarlierOnes() async throws {
        let reply = try await gateway().ask(.post, "/api/v1/playlists", [.position: "a3.p2"], json: #"{"name":"a"}"#)
        #expect(reply.headers[.position] == "a3.p7")
    }

    @Test func aUserReadsTheirOwnWritesWithoutSayingSo() async throws {
        let test = try await gateway()
        _ = try await test.ask(.post, "/api/v1/playlists", json: #"{"name":"a"}"#)
        let reply = try await test.ask(.get, "/api/v1/playlists")
        #expect(test.seen.withLock { $0.last?.position.description } == "p7")
        #expect(reply.headers[.position] == "p7")
        let other = try await test.signer.token { $0.sub = .init(value: UserID.make().description) }
        _ = try await test.ask(.get, "/api/v1/playlists", [.authorization: "Bearer \(other)"])
        #expect(test.seen.withLock { $0.last?.position.isEmpty } == true)
    }

    @Test func aReadTellsANewerPositionOnly() async throws {
        let test = try await gateway()
        #expect(try await test.ask(.get, "/api/v1/media/trending", [.position: "m4"]).headers[.position] == "m9")
        #expect(try await test.ask(.get, "/api/v1/media/trending", [.position: "m9"]).headers[.position] == nil)
        #expect(try await test.ask(.get, "/api/v1/playlists").headers[.position] == nil)
    }

    @Test func aPositionThatWasNeverGivenIsMalformed() async throws {
        #expect(try await gateway().ask(.get, "/api/v1/playlists", [.position: "x9"]).status == 400)
    }
}
