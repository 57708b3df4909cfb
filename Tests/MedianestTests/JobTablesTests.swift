import Contracts
import Testing

@testable import medianest

@Suite struct JobTablesTests {
    private func job(_ state: JobState, error: String? = nil) -> JobStatus {
        JobStatus(id: .make(), queue: "media", type: "library-scan", state: state, attempt: 2, error: error)
    }

    @Test func aPausedQueueSaysSo() {
        var report = QueueReport(name: "media", paused: true)
        report.counts.waiting = 12
        report.oldestWaitingSeconds = 61.6
        let line = JobTables.queues([report]).lines[1]
        #expect(line.hasPrefix("media (paused)") && line.contains(" 12 ") && line.hasSuffix(" 62"))
    }

    @Test func anErrorIsOneShortLine() {
        let lines = JobTables.jobs([job(.failed, error: String(repeating: "x", count: 200) + "\nmore"), job(.waiting)]).lines
        #expect(lines.count == 3)
        #expect(lines[1].hasSuffix(String(repeating: "x", count: 99) + "…"))
    }

    @Test func aSheetHasTheWholeErrorAndNothingThatIsNotThere() {
        let long = String(repeating: "x", count: 200)
        let lines = JobTables.sheet(job(.failed, error: long), payload: "{}").lines
        #expect(lines.contains { $0.hasPrefix("error") && $0.hasSuffix(long) })
        #expect(lines.contains { $0.hasPrefix("payload") && $0.hasSuffix("{}") })
        #expect(!lines.contains { $0.hasPrefix("position") || $0.hasPrefix("result") })
    }
}
