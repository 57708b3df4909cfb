import Synchronization
import Testing

@testable import gateway

struct AnswersUnderwayTests {
    @Test func withoutAnswersNobodyWaits() async {
        let underway = AnswersUnderway()
        await underway.wait()
        underway.began()
        underway.ended()
        await underway.wait()
    }

    @Test func theLastAnswerEndsTheWait() async throws {
        let underway = AnswersUnderway()
        let ended = Mutex(0)
        for _ in 0..<2 { underway.began() }
        let waiting = Task {
            await underway.wait()
            return ended.withLock { $0 }
        }
        for _ in 0..<2 {
            try await Task.sleep(for: .milliseconds(5))
            ended.withLock { $0 += 1 }
            underway.ended()
        }
        #expect(await waiting.value == 2)
    }
}
