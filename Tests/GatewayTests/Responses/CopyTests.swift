import Bus
import Caching
import Contracts
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@testable import gateway

/// Answers that come from copies or from a replica's memory, asked for behind a write through this gateway.
struct CopyTests {
    private static let media = MediaID.make()
    private static let playlist = "/api/v1/playlists/\(PlaylistID.make())"

    private func withGateway(_ body: @escaping @Sendable (KeepingGateway, @Sendable () -> Position?) async throws -> Void) async throws {
        let written = Mutex<Int64>(6)
        try await withKeepingGateway { answers, test in
            answers.on(UpdateMedia.self) { (_, _) -> Answer in
                let number = written.withLock { number in
                    number += 1
                    return number
                }
                return Answer(status: 200, position: Position(.media, number), body: Array("{}".utf8))
            }
            answers.on(GetPlaylist.self) { (_, context) -> Answer in
                test.record(context)
                return Answer(status: 200, body: Array("{}".utf8))
            }
            answers.on(LocateMediaFile.self) { (request, context) -> Answer in
                test.record(context)
                throw Problem.notFound(request.fromSource == true ? "source" : "memory")
            }
        } _: { keeping async throws in
            try await body(keeping) { keeping.test.seen.withLock { $0.last?.position } }
        }
    }

    private func retitle(_ keeping: KeepingGateway) async throws {
        let reply = try await keeping.test.ask(.patch, "/api/v1/media/\(Self.media)", as: .admin, json: #"{"title":"New"}"#)
        #expect(reply.status == 200)
    }

    private func stranger(_ keeping: KeepingGateway) async throws -> HTTPFields {
        [.authorization: "Bearer \(try await keeping.test.signer.token { $0.sub = .init(value: UserID.make().description) })"]
    }

    @Test func mustShowTheWriteBeforeItsEventComes() async throws {
        try await withGateway { keeping, asked async throws in
            let stranger = try await stranger(keeping)
            try await keeping.hears(MediaRemoved(id: .make(), version: 2), as: 5)
            _ = try await keeping.test.ask(.get, Self.playlist, stranger)
            #expect(asked()?[.media] == 5)
            try await retitle(keeping)
            #expect(try await keeping.test.ask(.get, Self.playlist, stranger).headers[.xCache] == "MISS", "it fell with the write")
            #expect(asked()?[.media] == 7)
            #expect(try await keeping.test.ask(.get, Self.playlist, stranger).headers[.xCache] == "HIT")
        }
    }

    /// Somebody makes up the position of a write that is still to come; who makes the write must see it all the same.
    @Test func aPositionFromTheFutureProvesNothing() async throws {
        try await withGateway { keeping, asked async throws in
            let stranger = try await stranger(keeping)
            try await keeping.hears(MediaRemoved(id: .make(), version: 2), as: 5)
            _ = try await keeping.test.ask(.get, Self.playlist, stranger.with(position: "m6"))
            _ = try await keeping.test.ask(.get, Self.playlist, stranger)
            let before = keeping.test.seen.withLock { $0.count }
            _ = try await keeping.test.ask(.get, Self.playlist, stranger.with(position: "m6"))
            #expect(keeping.test.seen.withLock { $0.count } == before + 1, "what was asked for before may be older")
            #expect(asked()?[.media] == 6)
        }
    }

    @Test func areNotKeptBehindTwoWritesWhoseOrderIsNotKnown() async throws {
        try await withGateway { keeping, _ async throws in
            let stranger = try await stranger(keeping)
            try await retitle(keeping)
            try await retitle(keeping)
            for _ in 0..<2 { #expect(try await keeping.test.ask(.get, Self.playlist, stranger).headers[.xCache] == "MISS") }
            try await keeping.hears(MediaRemoved(id: Self.media, version: 2), as: 7)
            try await keeping.hears(MediaRemoved(id: Self.media, version: 3), as: 8)
            #expect(try await keeping.test.ask(.get, Self.playlist, stranger).headers[.xCache] == "MISS")
            #expect(try await keeping.test.ask(.get, Self.playlist, stranger).headers[.xCache] == "HIT")
        }
    }

    @Test func whatLiesWhereIsAskedOfTheSourceWhereNoPositionProvesIt() async throws {
        try await withGateway { keeping, asked async throws in
            let stranger = try await stranger(keeping)
            func place(_ headers: HTTPFields = [:]) async throws -> String {
                try await keeping.test.ask(.get, "/api/v1/media/\(Self.media)/stream", stranger + headers).problem().detail ?? ""
            }
            #expect(try await place().contains("memory"))
            try await retitle(keeping)
            #expect(try await place().contains("memory"))
            #expect(asked()?[.media] == 7)
            #expect(try await place([.cacheControl: "no-cache"]).contains("source"))
            try await retitle(keeping)
            #expect(try await place().contains("source"))
        }
    }
}

extension HTTPFields {
    fileprivate func with(position: String) -> HTTPFields { self + [.position: position] }

    fileprivate static func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
        var fields = left
        for field in right { fields.append(field) }
        return fields
    }
}
