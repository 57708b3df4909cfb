import Contracts
import Foundation
import Jobs
import Redis
import Testing

@testable import gateway

struct LiveEventTests {
    private let owner = UserID.make()
    private let stranger = UserID.make()

    private func event(_ entry: StreamEntry, _ source: LiveSource) throws -> LiveEvent { try #require(try LiveEvent(entry, of: source)) }

    private func data(_ event: LiveEvent) throws -> ReceivedEvent.Data {
        try JSONDecoder().decode(ReceivedEvent.Data.self, from: Data(event.data))
    }

    @Test func changesOfMediaAreForEveryone() throws {
        let id = MediaID.make()
        let facts = MediaAdded.some(id).media
        let entries = [
            try StreamEntry.fact(MediaAdded(media: facts)), try .fact(MediaChanged(media: facts)),
            try .fact(MediaRemoved(id: id, version: 2)),
        ]
        let events = try entries.map { try event($0, .media) }
        #expect(events.map(\.type) == ["media.added", "media.changed", "media.removed"])
        for event in events {
            #expect(event.audience == .everyone)
            #expect(try data(event).mediaId == id.description)
            #expect(try data(event).type == event.type)
        }
    }

    @Test(arguments: [true, false]) func aPlaylistIsForItsOwnerAlsoAPublicOne(isPublic: Bool) throws {
        let id = PlaylistID.make()
        let entries = [
            try StreamEntry.fact(PlaylistCreated(id: id, owner: owner, isPublic: isPublic)),
            try .fact(PlaylistChanged(id: id, owner: owner, isPublic: isPublic, version: 2)),
            try .fact(PlaylistDeleted(id: id, owner: owner)),
        ]
        let events = try entries.map { try event($0, .playlists) }
        #expect(events.map(\.type) == ["playlist.added", "playlist.changed", "playlist.removed"])
        for event in events {
            #expect(event.audience.includes(owner, .user))
            #expect(!event.audience.includes(stranger, .admin))
            #expect(try data(event).id == id.description)
        }
    }

    @Test func aScanIsForAdministratorsAndWhoAskedForIt() throws {
        var summary = ScanSummary()
        summary.added = 3
        summary.failures = [.init(path: "secret/path", reason: "x")]
        let event = try event(.fact(LibraryScanned(library: .make(), requestedBy: owner, summary: summary)), .media)
        #expect(event.type == "library.scanned")
        #expect(event.audience.includes(owner, .user) && event.audience.includes(stranger, .admin))
        #expect(!event.audience.includes(stranger, .user))
        #expect(try data(event).added == 3)
        #expect(!String(decoding: event.data, as: UTF8.self).contains("secret"))
    }

    @Test func newsOfAJobAreForItsOwner() throws {
        let job = JobID.make()
        let entry = StreamEntry(
            id: .zero,
            [
                "job": job.description, "type": "library-scan", "owner": owner.description, "kind": "progress", "percent": "12.5",
                "message": "3 of 24 files",
            ])
        let event = try event(entry, .jobs)
        #expect(event.type == "job.progress")
        #expect(event.audience == .user(owner))
        let data = try data(event)
        #expect(data.jobId == job.description && data.job == "library-scan" && data.percent == 12.5 && data.message == "3 of 24 files")
    }

    @Test func aNotificationIsForItsReceiver() throws {
        let notification = Contracts.Notification(
            id: .make(), type: .jobFailed, title: "A job has failed", body: "x", jobId: .make(), createdAt: .now())
        let event = try event(.fact(NotificationAdded(user: owner, notification: notification)), .workers)
        #expect(event.type == "notification" && event.audience == .user(owner))
        let data = try data(event)
        #expect(data.id == notification.id.description && data.jobId == notification.jobId?.description)
    }

    @Test func othersAreToldOfNothing() throws {
        #expect(try LiveEvent(.fact(MediaPlayed(media: .make(), at: .now())), of: .media) == nil)
        for source in LiveSource.allCases {
            #expect(try LiveEvent(StreamEntry(id: .zero, ["x": "y"]), of: source) == nil)
            #expect(try LiveEvent(StreamEntry(id: .zero, rawFields: []), of: source) == nil)
        }
        let nobodys = StreamEntry(id: .zero, ["job": JobID.make().description, "type": "t", "owner": "", "kind": "started"])
        #expect(try LiveEvent(nobodys, of: .jobs) == nil)
    }

    @Test func aFactThatCannotBeReadIsAnError() {
        let entry = StreamEntry(id: .zero, ["h": "1\n\(PlaylistCreated.name)\nkey", "b": "{}"])
        #expect(throws: DecodingError.self) { try LiveEvent(entry, of: .playlists) }
    }
}
