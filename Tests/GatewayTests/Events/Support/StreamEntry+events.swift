import Bus
import Contracts
import Foundation
import Redis

extension StreamEntry {
    /// As the relay publishes a fact.
    static func fact<E: Event>(_ event: E, at id: StreamID = StreamID(milliseconds: 1)) throws -> StreamEntry {
        let envelope = EventEnvelope(
            service: E.service, sequence: Int64(id.milliseconds), name: E.name, key: event.key,
            body: [UInt8](try JSONEncoder().encode(event)))
        return StreamEntry(id: id, ["h": envelope.header, "b": String(decoding: envelope.body, as: UTF8.self)])
    }

    init(id: StreamID, _ fields: KeyValuePairs<String, String>) {
        self.init(id: id, rawFields: fields.flatMap { [.bulk(Array($0.key.utf8)), .bulk(Array($0.value.utf8))] })
    }
}

extension MediaAdded {
    static func some(_ id: MediaID = .make()) -> MediaAdded {
        MediaAdded(
            media: MediaFacts(
                id: id, type: .movie, source: .library, title: "Film", artist: nil, album: nil, durationSeconds: nil, thumbnailUrl: nil,
                version: 1))
    }
}
