import Contracts

/// All that shaped an answer: the request line's target as it was sent, and the user where the answer is theirs alone.
///
/// HEAD shares the entry of GET. The encoding is no part: an entry holds its bytes in each that was asked for.
struct ResponseKey: Hashable, Sendable {
    let target: String
    let user: UserID?

    /// A longer target is answered, but not kept.
    static let longestTarget = 1024

    var text: String { "\(user?.description ?? "-") \(target)" }
}
