import Contracts
import Foundation
import Testing

@testable import playlists

@Suite struct FeedTests {
    private func facts(_ id: MediaID, version: Int64 = 1) -> MediaFacts {
        MediaFacts(
            id: id, type: .movie, source: .library, title: "Film", artist: nil, album: nil, durationSeconds: nil, thumbnailUrl: nil,
            version: version)
    }

    @Test func tellsWhatHappenedInOrderWithTombstones() async throws {
        try await withFeedWorld { world in
            let (media, playlist) = (MediaID.make(), PlaylistID.make())
            try await world.arrive(MediaAdded(media: facts(media)), sequence: 1)
            try await world.arrive(PlaylistCreated(id: playlist, owner: world.user, isPublic: false), sequence: 1)
            try await world.arrive(MediaChanged(media: facts(media, version: 2)), sequence: 2)
            try await world.arrive(PlaylistChanged(id: playlist, owner: world.user, isPublic: true, version: 2), sequence: 2)
            try await world.arrive(MediaRemoved(id: media, version: 3), sequence: 3)
            try await world.arrive(PlaylistDeleted(id: playlist, owner: world.user), sequence: 3)
            let changes = try await world.walk().changes
            #expect(changes.map(\.kind) == [.added, .added, .changed, .changed, .removed, .removed])
            #expect(changes.map(\.type) == [.media, .playlist, .media, .playlist, .media, .playlist])
            #expect(changes.map(\.id.uuid) == [media.uuid, playlist.uuid, media.uuid, playlist.uuid, media.uuid, playlist.uuid])
        }
    }

    @Test func showsAPlaylistToItsOwnerOnlyEvenAPublicOne() async throws {
        try await withFeedWorld { world in
            try await world.arrive(PlaylistCreated(id: .make(), owner: world.user, isPublic: true), sequence: 1)
            try await world.append()
            #expect(try await world.walk().changes.map(\.type) == [.playlist, .media])
            #expect(try await world.walk(as: .make()).changes.map(\.type) == [.media])
        }
    }

    @Test func aFactThatComesTwiceIsOneChange() async throws {
        try await withFeedWorld { world in
            for _ in 0..<2 { try await world.arrive(MediaAdded(media: facts(.make())), sequence: 7) }
            #expect(try await world.walk().changes.count == 1)
        }
    }

    @Test(arguments: [1, 3, 100]) func aWalkVisitsEachOnceWhateverThePage(limit: Int) async throws {
        try await withFeedWorld { world in
            for number in 0..<40 { try await world.append(count: 1, owner: number % 3 == 0 ? .make() : number % 3 == 1 ? world.user : nil) }
            let changes = try await world.walk(limit: limit).changes
            #expect(changes.count == 26)
            #expect(Set(changes.map(\.id)).count == 26)
            #expect(try changes.map { try ChangePosition(text: $0.position).number } == (1...40).filter { ($0 - 1) % 3 != 0 })
        }
    }

    @Test func goesOnBehindAnyChange() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 5)
            let all = try await world.walk().changes
            let rest = try await world.walk(since: try ChangePosition(text: all[2].position)).changes
            #expect(rest == Array(all[3...]))
        }
    }

    @Test func aQuietUsersPositionMovesOnWithTheFeed() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 3, owner: .make())
            let (changes, end) = try await world.walk()
            #expect(changes.isEmpty)
            #expect(end == ChangePosition(3))
            #expect(try await world.feed().end() == end)
        }
    }

    @Test(arguments: ["", "nonsense", "MQ", ChangePosition(1).text + "A", ChangePosition(1).text.uppercased()])
    func whatIsNoPositionIsRefused(text: String) {
        #expect(throws: Problem.self) { try ChangePosition(text: text) }
    }

    @Test func aPositionReadsBack() throws {
        for number in [0, 1, 99, Int64.max] { #expect(try ChangePosition(text: ChangePosition(number).text).number == number) }
    }
}
