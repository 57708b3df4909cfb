/// How far a client has seen: for each service, the id of the newest outbox row that it knows.
///
/// Travels as `MN-Position`, opaque to clients: `a12.m40.p7`, services in a fixed order, absent ones left out.
package struct Position: Hashable, Sendable, LosslessStringConvertible {
    private var ids: [ServiceName: Int64] = [:]

    private static let letters: [(ServiceName, Character)] = [(.auth, "a"), (.media, "m"), (.playlists, "p"), (.workers, "w")]

    package init() {}

    package init(_ service: ServiceName, _ id: Int64) { ids[service] = id }

    package init?(_ description: String) {
        guard description.utf8.count <= 128 else { return nil }
        for part in description.split(separator: ".") {
            guard let letter = part.first, let service = Self.letters.first(where: { $0.1 == letter })?.0,
                let id = Int64(part.dropFirst()), id >= 0
            else { return nil }
            ids[service] = id
        }
    }

    package subscript(service: ServiceName) -> Int64? {
        get { ids[service] }
        set { ids[service] = newValue }
    }

    package var isEmpty: Bool { ids.isEmpty }

    package mutating func merge(_ other: Position) {
        ids.merge(other.ids) { max($0, $1) }
    }

    package var description: String {
        Self.letters.compactMap { service, letter in ids[service].map { "\(letter)\($0)" } }.joined(separator: ".")
    }
}
