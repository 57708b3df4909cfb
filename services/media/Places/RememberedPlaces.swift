import Bus
import Caching
import Contracts
import Logging

/// Where files and thumbnails lie, as this replica remembers it: each picture of a page and each part of a film asks, and no gateway
/// keeps the answers. Other rows are not remembered: gateways keep what shows them, and hardly ever ask twice.
struct RememberedPlaces: Sendable {
    typealias Thumbnails = (state: LocateThumbnail.Reply.State, version: Int64)

    private let heard: HeardFacts
    private let files: ReplicaCache<MediaID, LocatedFile>
    private let thumbnails: ReplicaCache<MediaID, Thumbnails>
    /// The newest fact of this service's stream.
    private let last: @Sendable () async throws -> Int64?
    private let logger: Logger

    /// - Parameter capacity: of each kind; zero remembers nothing.
    init(capacity: Int, last: @escaping @Sendable () async throws -> Int64?, logger: Logger) {
        self.last = last
        self.logger = logger
        heard = HeardFacts(of: .media)
        files = ReplicaCache(heard, capacity: capacity)
        thumbnails = ReplicaCache(heard, capacity: capacity)
    }

    func register() {
        files.register(name: "media-files")
        thumbnails.register(name: "media-thumbnails")
    }

    func file(
        _ id: MediaID, for context: RequestContext, fromSource: Bool, _ load: () async throws -> LocatedFile?
    ) async throws -> LocatedFile? {
        if fromSource { return try await files.fromSource(id, tags: [.media(id)], load: load) }
        return try await files.value(for: id, tags: [.media(id)], showing: context.position, load: load)
    }

    /// Only those that are ready are remembered: the others are waited for.
    func thumbnails(
        of id: MediaID, for context: RequestContext, fromSource: Bool, _ load: () async throws -> Thumbnails?
    ) async throws -> Thumbnails? {
        let isReady = { (found: Thumbnails) in found.state == .ready }
        if fromSource { return try await thumbnails.fromSource(id, tags: [.media(id)], keeps: isReady, load: load) }
        return try await thumbnails.value(for: id, tags: [.media(id)], showing: context.position, keeps: isReady, load: load)
    }

    /// Follows what any replica of this service has changed, until the task is cancelled.
    func run(_ tail: EventTail) async {
        await tail.run { await receive($0) }
    }

    private func receive(_ signal: EventTail.Signal) async {
        switch signal {
        case .fresh: await begin()
        case .event(let event):
            do {
                heard.apply(event.sequence, try event.changedMedia().map { [.media($0)] } ?? [])
            } catch {
                logger.error("an event cannot be read", metadata: ["event": "\(event.id)", "error": "\(error)"])
                heard.lost(last: event.sequence)
            }
        }
    }

    private func begin() async {
        do {
            let last = try await last()
            heard.lost(last: last)
        } catch {
            logger.warning("it is not known where the stream stands", metadata: ["error": "\(error)"])
            heard.lost(last: nil)
        }
    }
}

extension CacheTag {
    fileprivate static func media(_ id: MediaID) -> CacheTag { CacheTag("media", id) }
}

extension EventEnvelope {
    /// Nil for a fact that moves nothing.
    fileprivate func changedMedia() throws -> MediaID? {
        switch name {
        case MediaAdded.name: try decode(MediaAdded.self).media.id
        case MediaChanged.name: try decode(MediaChanged.self).media.id
        case MediaRemoved.name: try decode(MediaRemoved.self).id
        default: nil
        }
    }
}
