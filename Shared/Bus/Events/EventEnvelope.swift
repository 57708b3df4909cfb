import Contracts
import JSON

/// A published fact, as an event stream carries it.
package struct EventEnvelope: Sendable {
    package let service: ServiceName
    /// The id of its outbox row: grows in the order in which one aggregate's facts happened.
    package let sequence: Int64
    package let name: String
    package let key: String
    /// JSON.
    package let body: [UInt8]
    /// When it came to its stream, by Redis's clock; nil for one that was not read from there by a group.
    package var publishedAt: Timestamp?

    package init(service: ServiceName, sequence: Int64, name: String, key: String, body: [UInt8]) {
        self.service = service
        self.sequence = sequence
        self.name = name
        self.key = key
        self.body = body
    }

    /// Unique over all services; what an inbox remembers.
    package var id: String { "\(service.rawValue):\(sequence)" }

    package func decode<E: Event>(_ type: E.Type) throws -> E {
        try JSONDecoding.decode(E.self, from: body)
    }

    package var header: String { "\(sequence)\n\(name)\n\(key)" }

    package init?(service: ServiceName, header: [UInt8], body: [UInt8]) {
        guard let lines = HeaderLines.read(header, maximum: 3), lines.count == 3, let sequence = Int64(lines[0]) else {
            return nil
        }
        self.init(service: service, sequence: sequence, name: lines[1], key: lines[2], body: body)
    }
}
