import Bus
import Contracts
import Foundation
import Resilience

/// Follows a job to its end.
struct JobWatch: Sendable {
    /// A reply of `GetJob`, which services pass on as it is and never read.
    private struct Status: Decodable {
        struct Progress: Decodable {
            let percent: Double
            let message: String?
        }
        let state: JobState
        let progress: Progress?
        let error: String?
    }

    let bus: any RequestBus

    /// Throws when the job failed, or is not known.
    func follow(_ job: JobID, title: String) async throws {
        let bar = ProgressBar(title)
        while true {
            let status = try await status(of: job)
            let message = status.progress?.message ?? ""
            switch status.state {
            case .completed: return bar.finish("\(title): done\(message.isEmpty ? "" : ", \(message)")")
            case .failed: throw CommandError.failed("\(title): \(status.error ?? "the job failed")")
            case .waiting, .delayed, .active:
                bar.show((status.progress?.percent ?? 0) / 100, message.isEmpty ? status.state.rawValue : message)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func status(of job: JobID) async throws -> Status {
        let answer = try await bus.call(
            try OutgoingRequest(GetJob(id: job), caller: .system, deadline: .after(.seconds(5))))
        guard answer.isSuccess else { throw try JSONDecoder().decode(Problem.self, from: Data(answer.body)) }
        return try JSONDecoder().decode(Status.self, from: Data(answer.body))
    }
}
