import Caching
import Contracts

/// The body that lets kept answers fall: `{"tags": ["media:*"]}`.
struct PurgeTags: Codable, Sendable {
    static let most = 100

    let tags: [String]

    /// - Throws: a 422 problem for what is no tag.
    func checked() throws(Problem) -> [CacheTag] {
        let known = tags.compactMap { CacheTag($0) }
        guard known.count == tags.count, (1...Self.most).contains(tags.count) else {
            throw .invalid("tags", "must be 1 to \(Self.most) tags such as media:* or playlist:public")
        }
        return known
    }
}
