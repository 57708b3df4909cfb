/// How far a client has seen: for each service, the id of the newest outbox row that it knows.
///
/// Travels as `MN-Position`, opaque to clients: `a12.m40.p7`, services in a fixed order, absent ones left out.
package struct Position: Hashable, Sendable, LosslessStringConvertible {
    // Not a dictionary: every request and every answer carries one, and mostly it is empty.
    private var auth: Int64?
    private var media: Int64?
    private var playlists: Int64?
    private var workers: Int64?

    private static let letters: [(ServiceName, UInt8)] = [
        (.auth, UInt8(ascii: "a")), (.media, UInt8(ascii: "m")), (.playlists, UInt8(ascii: "p")), (.workers, UInt8(ascii: "w")),
    ]

    package init() {}

    package init(_ service: ServiceName, _ id: Int64) { self[service] = id }

    package init?(_ description: String) {
        guard description.utf8.count <= 128 else { return nil }
        for part in description.utf8.split(separator: UInt8(ascii: ".")) {
            guard let service = Self.letters.first(where: { $0.1 == part.first })?.0,
                let id = Int64(Substring(part.dropFirst())), id >= 0
            else { return nil }
            self[service] = id
        }
    }

    /// Nothing is known of a service that publishes nothing.
    package subscript(service: ServiceName) -> Int64? {
        get {
            switch service {
            case .auth: auth
            case .media: media
            case .playlists: playlists
            case .workers: workers
            case .gateway: nil
            }
        }
        set {
            switch service {
            case .auth: auth = newValue
            case .media: media = newValue
            case .playlists: playlists = newValue
            case .workers: workers = newValue
            case .gateway: break
            }
        }
    }

    package var isEmpty: Bool { auth == nil && media == nil && playlists == nil && workers == nil }

    package mutating func merge(_ other: Position) {
        for (service, _) in Self.letters {
            if let theirs = other[service] { self[service] = max(self[service] ?? theirs, theirs) }
        }
    }

    package var description: String {
        guard !isEmpty else { return "" }
        return Self.letters.compactMap { service, letter in self[service].map { "\(Character(Unicode.Scalar(letter)))\($0)" } }
            .joined(separator: ".")
    }
}
