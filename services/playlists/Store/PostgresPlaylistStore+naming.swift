import Contracts
import Postgres

/// The owner's name in a reply that is written before it is known: asking for it first would be a round trip of its own.
extension PostgresPlaylistStore {
    /// Stands for the name of a new playlist's owner. No client can have written it anywhere, for none knows the id yet.
    static func ownerMark(_ id: PlaylistID) -> String { "the owner of \(id)" }

    /// The reply with the owner's name in the place of the mark, as `bytea`.
    static func named(_ reply: [UInt8], _ playlist: Playlist) -> SQL {
        guard let place = reply.firstRange(of: Array("\"\(ownerMark(playlist.id))\"".utf8)) else { return "\(reply)" }
        let (before, after) = (Array(reply[..<place.lowerBound]), Array(reply[place.upperBound...]))
        let name: SQL = "coalesce((SELECT name FROM owners WHERE id = \(playlist.owner.id)), '')"
        return "(\(before) || convert_to(to_json(\(name))::text, 'UTF8') || \(after))"
    }
}
