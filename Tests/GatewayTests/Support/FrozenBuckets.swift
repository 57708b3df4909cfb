import Synchronization

@testable import gateway

/// Buckets for which time stands still: what is taken does not come back.
final class FrozenBuckets: RateLimitStore {
    private let buckets = Mutex<[RateLimitKey: ExactBucket]>([:])

    func take(
        _ count: Int, from key: RateLimitKey, _ completion: @escaping @Sendable (Result<RateLimitGrant, any Error>) -> Void
    ) {
        let grant = buckets.withLock { $0[key, default: ExactBucket(key.limit)].take(count, at: 0) }
        // A task of its own, because an answer never comes before this returns.
        Task { completion(.success(grant)) }
    }
}
