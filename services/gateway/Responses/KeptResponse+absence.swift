import Bus
import Contracts
import HTTPTypes
import JSON
import NIOCore

extension KeptResponse {
    /// That there is no such thing, as it is told to everybody who asks in the same words. Nil for an answer that says more than that.
    convenience init?(absence answer: Answer, _ question: CacheQuestion, for age: Duration, asked: ContinuousClock.Instant) {
        guard answer.status == 404, answer.headers.isEmpty, var problem = try? JSONDecoding.decode(Problem.self, from: answer.body)
        else { return nil }
        problem.instance = String(question.key.target.prefix { $0 != "?" })
        self.init(
            status: answer.status,
            headers: [.contentType: "application/problem+json", .cacheControl: Freshness.never.rawValue, .vary: "Authorization"],
            body: ByteBuffer(bytes: problem.jsonBytes()), route: question.route, lifetime: age, asked: asked)
    }
}
