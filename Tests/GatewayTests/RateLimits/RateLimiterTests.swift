import Contracts
import Logging
import Observability
import Synchronization
import TestSupport
import Testing

@testable import gateway

/// The runner around the allowances: who waits, who asks, who goes on when nobody answers.
struct RateLimiterTests {
    struct Silence: Error {}

    private let store = HeldAnswers()
    private let metrics = MetricsRegistry()
    private let limit = RateLimit(perMinute: 600, burst: 100)

    private func limiter(_ logger: Logger = TestGateway.logger, capacity: Int = 100) -> RateLimiter {
        RateLimiter(RateLimits(), store: store, metrics: metrics, logger: logger, capacity: capacity)
    }

    private func key(_ user: UserID = .make()) -> RateLimitKey { RateLimitKey(rule: .user, limit: limit, subject: .user(user)) }

    private func grant(_ tokens: Int, retryAfter: Duration? = nil) -> RateLimitGrant {
        RateLimitGrant(tokens: tokens, reset: .milliseconds(100), retryAfter: retryAfter)
    }

    private func total(_ name: String) -> String? {
        metrics.render().split(separator: "\n").first { $0.hasPrefix("rate_limit_\(name)_total{rule=\"user\"} ") }
            .flatMap { $0.split(separator: " ").last.map(String.init) }
    }

    /// Lets so many requests wait for Redis at once.
    private func waiting(
        _ count: Int, _ limiter: RateLimiter, _ key: RateLimitKey, _ answer: () async throws -> Void
    ) async throws -> [RateLimitVerdict] {
        try await withThrowingTaskGroup(of: RateLimitVerdict.self) { group in
            for _ in 0..<count { group.addTask { await limiter.admit(key) } }
            try await answer()
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func whatNeedsAnAnswerCannotBeJudgedNow() async throws {
        let limiter = limiter(), key = key()
        #expect(limiter.admitNow(key) == nil)
        #expect(store.count == 0, "nothing may have been counted")
        let first = try await waiting(1, limiter, key) {
            try await eventually { store.count == 1 }
            store.answer { _ in grant(3) }
        }
        #expect(first.first?.problem == nil)
        #expect(limiter.admitNow(key)?.standing != nil)
        #expect(limiter.admitNow(key)?.standing != nil)
        #expect(limiter.admitNow(key) == nil)
        #expect(total("allowed") == "3")
    }

    @Test func whoeverWaitsIsAnswered() async throws {
        let limiter = RateLimiter(RateLimits(), store: FrozenBuckets(), metrics: metrics, logger: TestGateway.logger)
        let key = key()
        let verdicts = try await waiting(150, limiter, key) {}
        #expect(verdicts.count { $0.problem == nil } == 100, "the burst and no more, and nobody is left waiting")
        #expect(verdicts.count { $0.problem != nil } == 50)
    }

    @Test func thoseBeyondTheLimitAreToldWhenToComeBack() async throws {
        let limiter = limiter(), key = key()
        let verdicts = try await waiting(1, limiter, key) {
            try await eventually { store.count == 1 }
            store.answer { _ in grant(0, retryAfter: .milliseconds(2100)) }
        }
        #expect(verdicts.first?.problem?.status == 429)
        #expect(verdicts.first?.problem?.retryAfter == 3)
        #expect(limiter.admitNow(key)?.problem != nil, "and nobody asks until then")
        #expect(store.log.withLock(\.count) == 1)
        #expect(total("refused") == "2")
    }

    @Test func whenNobodyAnswersAllGoOnAndTheLogTellsOnce() async throws {
        let lines = Journal<String>()
        let limiter = limiter(Logger(label: "test") { _ in JournalingLogHandler(lines: lines) })
        let key = key()
        let waiting = try await waiting(5, limiter, key) {
            try await eventually { store.count == 1 }
            store.answer { _ in throw Silence() }
        }
        #expect(waiting == Array(repeating: .uncounted, count: 5))
        #expect(limiter.admitNow(self.key()) == .uncounted, "nobody waits while it is known that nobody answers")
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.contains("Silence") == true)
        #expect(total("failed_open") == "6")
    }
}

/// Keeps what is logged, with its metadata.
private struct JournalingLogHandler: LogHandler {
    let lines: Journal<String>
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.append("\(event.message) \(event.metadata ?? [:])") }
}
