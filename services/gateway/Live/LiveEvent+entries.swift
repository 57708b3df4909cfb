import Bus
import Contracts
import Jobs
import Redis

extension LiveEvent {
    /// The event that an entry of a source's stream is to clients; nil for what they are not told of.
    /// - Throws: when the entry's fact cannot be read.
    init?(_ entry: StreamEntry, of source: LiveSource) throws {
        switch source {
        case .media:
            guard let envelope = EventEnvelope(entry, of: .media), let event = try Self.media(envelope) else { return nil }
            self = event
        case .playlists:
            guard let envelope = EventEnvelope(entry, of: .playlists), let event = try Self.playlist(envelope) else { return nil }
            self = event
        case .jobs:
            guard let news = JobNews(entry) else { return nil }
            self = Self.job(news)
        case .workers:
            guard let envelope = EventEnvelope(entry, of: .workers), envelope.name == NotificationAdded.name else { return nil }
            self = Self.notification(try envelope.decode(NotificationAdded.self))
        }
    }

    private static func media(_ envelope: EventEnvelope) throws -> LiveEvent? {
        switch envelope.name {
        case MediaAdded.name: item("media.added", envelope)
        case MediaChanged.name: item("media.changed", envelope)
        case MediaRemoved.name: item("media.removed", envelope)
        case LibraryScanned.name: library(try envelope.decode(LibraryScanned.self))
        default: nil
        }
    }

    private static func item(_ type: String, _ envelope: EventEnvelope) -> LiveEvent {
        LiveEvent(type, to: .everyone) { $0.field("mediaId", envelope.key) }
    }

    private static func library(_ fact: LibraryScanned) -> LiveEvent {
        LiveEvent("library.scanned", to: .administrators(and: fact.requestedBy)) {
            $0.field("libraryId", fact.library)
            $0.field("added", fact.summary.added)
            $0.field("changed", fact.summary.changed)
            $0.field("moved", fact.summary.moved)
            $0.field("removed", fact.summary.removed)
            $0.field("failed", fact.summary.failed)
        }
    }

    /// A playlist is its owner's business, a public one too.
    private static func playlist(_ envelope: EventEnvelope) throws -> LiveEvent? {
        switch envelope.name {
        case PlaylistCreated.name: playlist("playlist.added", envelope, try envelope.decode(PlaylistCreated.self).owner)
        case PlaylistChanged.name: playlist("playlist.changed", envelope, try envelope.decode(PlaylistChanged.self).owner)
        case PlaylistDeleted.name: playlist("playlist.removed", envelope, try envelope.decode(PlaylistDeleted.self).owner)
        default: nil
        }
    }

    private static func playlist(_ type: String, _ envelope: EventEnvelope, _ owner: UserID) -> LiveEvent {
        LiveEvent(type, to: .user(owner)) { $0.field("id", envelope.key) }
    }

    /// With its text, so that a page can show it as it is.
    private static func notification(_ fact: NotificationAdded) -> LiveEvent {
        LiveEvent("notification", to: .user(fact.user)) {
            $0.field("id", fact.notification.id)
            $0.field("notification", fact.notification.type.rawValue)
            $0.field("title", fact.notification.title)
            $0.field("body", fact.notification.body)
            $0.field("mediaId", ifPresent: fact.notification.mediaId)
            $0.field("jobId", ifPresent: fact.notification.jobId)
        }
    }

    private static func job(_ news: JobNews) -> LiveEvent {
        LiveEvent("job.\(news.kind.rawValue)", to: .user(news.owner)) {
            $0.field("jobId", news.job)
            $0.field("job", news.type)
            $0.field("percent", ifPresent: news.percent)
            $0.field("message", ifPresent: news.message)
        }
    }
}
