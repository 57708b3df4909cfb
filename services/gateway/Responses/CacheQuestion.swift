import Bus
import Caching
import Contracts

/// One request for an answer that may be kept.
struct CacheQuestion: Sendable {
    let key: ResponseKey
    let tags: [CacheTag]
    let policy: CachePolicy
    let route: Int
    let freshness: Freshness
    /// What the answer must show at least.
    let position: Position
    /// The client wants it from the source.
    let bypasses: Bool
    /// Asks the service, which must have caught up with the position.
    let ask: @Sendable (Position) async throws -> Answer
}

/// What became of it.
enum CacheReply: Sendable {
    case kept(KeptResponse, CacheOutcome)
    /// An answer that is not kept: a refusal, as the service gave it.
    case passed(Answer)
}
