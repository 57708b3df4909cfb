import Synchronization

@testable import gateway

/// A store whose answers are the test's to give.
final class HeldAnswers: RateLimitStore {
    struct Question: Sendable {
        let count: Int
        let key: RateLimitKey
        let answer: @Sendable (Result<RateLimitGrant, any Error>) -> Void
    }

    private let questions = Mutex<[Question]>([])
    let log = Mutex<[Int]>([])

    var count: Int { questions.withLock(\.count) }

    func take(
        _ count: Int, from key: RateLimitKey, _ completion: @escaping @Sendable (Result<RateLimitGrant, any Error>) -> Void
    ) {
        log.withLock { $0.append(count) }
        questions.withLock { $0.append(Question(count: count, key: key, answer: completion)) }
    }

    /// Answers the oldest question.
    func answer(_ answer: (Int) throws -> RateLimitGrant) {
        let question = questions.withLock { $0.removeFirst() }
        question.answer(Result { try answer(question.count) })
    }
}
