import Contracts
import Redis

/// What became of somebody's job, as a stream carries it to whoever watches.
///
/// It is no fact: what is too old is trimmed. Whoever needs all of it has to keep up. Jobs that belong to nobody are not told of.
package struct JobNews: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// An attempt has begun.
        case started
        case progress
        /// An attempt has failed, and another will follow.
        case retried
        case completed, failed
    }

    package let job: JobID
    package let type: String
    package let owner: UserID
    package let kind: Kind
    /// 0…100
    package let percent: Double?
    package let message: String?

    /// Nil for an entry that is no such news.
    package init?(_ entry: StreamEntry) {
        func text(_ name: StaticString) -> String? { entry[name].map { String(decoding: $0, as: UTF8.self) } }
        guard let job = text("job").flatMap({ JobID($0) }), let owner = text("owner").flatMap({ UserID($0) }),
            let type = text("type"), let kind = text("kind").flatMap(Kind.init)
        else { return nil }
        self.job = job
        self.type = type
        self.owner = owner
        self.kind = kind
        percent = text("percent").flatMap { Double($0) }
        message = text("message").flatMap { $0.isEmpty ? nil : $0 }
    }
}
