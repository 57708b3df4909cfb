import Bus
import Contracts

extension Playlist {
    func isVisible(to caller: Caller) -> Bool { isPublic || caller.userID == owner.id || caller.kind == .system }

    var changed: PlaylistChanged { PlaylistChanged(id: id, owner: owner.id, isPublic: isPublic, version: version) }
}

extension Answer.Header {
    /// A playlist's version is its entity tag.
    static func eTag(of version: Int64) -> Self { .init("ETag", "\"p\(version)\"") }
}
