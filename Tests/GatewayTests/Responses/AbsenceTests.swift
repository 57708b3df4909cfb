import Bus
import Caching
import Contracts
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@testable import gateway

/// That there is no such thing, kept.
struct AbsenceTests {
    private final class Catalogue: Sendable {
        let items = Mutex<Set<MediaID>>([])
        let asked = Mutex(0)

        func answers(_ answers: inout Answers) {
            answers.on(GetMedia.self) { [self] (request, _) -> Answer in
                asked.withLock { $0 += 1 }
                guard items.withLock({ $0.contains(request.id) }) else { throw Problem.notFound("media item") }
                return Answer(status: 200, body: Array(#"{"id":"\#(request.id)"}"#.utf8))
            }
        }

        func add(_ id: MediaID) { _ = items.withLock { $0.insert(id) } }
    }

    private func added(_ id: MediaID) -> MediaAdded {
        MediaAdded(
            media: MediaFacts(
                id: id, type: .movie, source: .library, title: "New", artist: nil, album: nil, durationSeconds: nil, thumbnailUrl: nil,
                version: 1))
    }

    private func path(_ id: MediaID) -> String { "/api/v1/media/\(id)" }

    @Test func isKeptForEverybodyInTheSameWords() async throws {
        let catalogue = Catalogue()
        try await withKeepingGateway { answers, _ in
            catalogue.answers(&answers)
        } _: { keeping async throws in
            let id = MediaID.make()
            let first = try await keeping.test.ask(.get, path(id))
            #expect(first.status == 404 && first.headers[.xCache] == "MISS")
            let second = try await keeping.test.ask(.get, path(id), as: .admin)
            #expect(second.status == 404 && second.headers[.xCache] == "HIT")
            #expect(second.headers[.cacheControl] == "no-store")
            #expect(second.headers[.contentType] == "application/problem+json")
            #expect(second.body == first.body)
            #expect(try second.problem().instance == path(id))
            #expect(catalogue.asked.withLock { $0 } == 1)
            #expect(try await keeping.test.ask(.head, path(id)).body.isEmpty)
        }
    }

    @Test func endsWithTheFactThatMakesIt() async throws {
        let catalogue = Catalogue()
        try await withKeepingGateway { answers, _ in
            catalogue.answers(&answers)
        } _: { keeping async throws in
            let id = MediaID.make()
            for _ in 0..<2 { #expect(try await keeping.test.ask(.get, path(id)).status == 404) }
            catalogue.add(id)
            #expect(try await keeping.test.ask(.get, path(id)).status == 404, "nobody has told")
            try await keeping.hears(added(id), as: 5)
            #expect(try await keeping.test.ask(.get, path(id)).status == 200)
            #expect(try await keeping.test.ask(.get, path(id)).headers[.xCache] == "HIT")
        }
    }

    @Test func isNothingToWhoBringsThePositionOfItsMaking() async throws {
        let catalogue = Catalogue()
        try await withKeepingGateway { answers, _ in
            catalogue.answers(&answers)
        } _: { keeping async throws in
            let id = MediaID.make()
            for _ in 0..<2 { #expect(try await keeping.test.ask(.get, path(id)).status == 404) }
            catalogue.add(id)
            #expect(try await keeping.test.ask(.get, path(id), [.position: "m5"]).status == 200)
            #expect(try await keeping.test.ask(.get, path(id), [.cacheControl: "no-cache"]).status == 200)
        }
    }

    /// Read before the fact, answered after it.
    @Test func isNotKeptWhenItWasMadeMeanwhile() async throws {
        let catalogue = Catalogue()
        let gate = Gate()
        try await withKeepingGateway { answers, _ in
            answers.on(GetMedia.self) { (request, _) -> Answer in
                guard catalogue.items.withLock({ $0.contains(request.id) }) else {
                    try await gate.pass()
                    throw Problem.notFound("media item")
                }
                return Answer(status: 200, body: Array("{}".utf8))
            }
        } _: { keeping async throws in
            let id = MediaID.make()
            async let old = keeping.test.ask(.get, path(id))
            try await eventually { gate.arrived == 1 }
            catalogue.add(id)
            try await keeping.hears(added(id), as: 5)
            gate.open()
            #expect(try await old.status == 404)
            #expect(try await keeping.test.ask(.get, path(id)).status == 200)
        }
    }

    @Test func madeUpIdsPushOutNothingThatIsThere() async throws {
        let catalogue = Catalogue()
        try await withKeepingGateway(entries: 20, absences: 4) { answers, _ in
            catalogue.answers(&answers)
        } _: { keeping async throws in
            let there = (0..<20).map { _ in MediaID.make() }
            for id in there {
                catalogue.add(id)
                #expect(try await keeping.test.ask(.get, path(id)).status == 200)
            }
            for _ in 0..<100 { #expect(try await keeping.test.ask(.get, path(.make())).status == 404) }
            for id in there { #expect(try await keeping.test.ask(.get, path(id)).headers[.xCache] == "HIT") }
            #expect(keeping.cache.absences.statistics.entries == 4)
        }
    }

    @Test func whatWasRemovedDoesNotStandInForAnOutage() async throws {
        let catalogue = Catalogue()
        let isAway = Atomic(false)
        try await withKeepingGateway { answers, _ in
            answers.on(GetMedia.self) { (request, _) -> Answer in
                if isAway.load(ordering: .relaxed) { throw Problem.unavailable("away") }
                guard catalogue.items.withLock({ $0.contains(request.id) }) else { throw Problem.notFound("media item") }
                return Answer(status: 200, body: Array("{}".utf8))
            }
        } _: { keeping async throws in
            let id = MediaID.make()
            catalogue.add(id)
            #expect(try await keeping.test.ask(.get, path(id)).status == 200)
            _ = catalogue.items.withLock { $0.remove(id) }
            try await keeping.hears(MediaRemoved(id: id, version: 2), as: 6)
            #expect(try await keeping.test.ask(.get, path(id)).status == 404)
            guard case .absent = keeping.cache.local.lookup(ResponseKey(target: path(id), user: nil)) else {
                Issue.record("it is still there")
                return
            }
        }
    }

    /// A stranger's private playlist is 404, too: that is no absence, and must be nobody else's.
    @Test func ofPlaylistsIsNeverKept() async throws {
        let owner = Mutex<UserID?>(nil)
        try await withKeepingGateway { answers, _ in
            answers.on(GetPlaylist.self) { (_, context) -> Answer in
                guard context.caller.userID == owner.withLock({ $0 }) else { throw Problem.notFound("playlist") }
                return Answer(status: 200, body: Array("{}".utf8))
            }
        } _: { keeping async throws in
            owner.withLock { $0 = keeping.test.signer.user }
            let path = "/api/v1/playlists/\(PlaylistID.make())"
            let stranger = try await keeping.test.signer.token { $0.sub = .init(value: UserID.make().description) }
            for _ in 0..<2 {
                let refused = try await keeping.test.ask(.get, path, [.authorization: "Bearer \(stranger)"])
                #expect(refused.status == 404 && refused.headers[.xCache] == nil)
                #expect(try await keeping.test.ask(.get, path).status == 200)
            }
            #expect(keeping.cache.absences.statistics.entries == 0)
        }
    }
}
