import Bus
import Contracts

extension Workers {
    func answer(_ request: PromoteJob, _ context: RequestContext) async throws -> Answer {
        try await obey(PromoteJob.self, context) {
            let isPromoted = try await queue.promote(request.id)
            let status = try await status(of: request.id)
            // Delivered again, it has been carried out already.
            guard isPromoted || context.isRedelivered else { throw Problem.invalid("state", Self.reason(status.state)) }
            return .init(status: status)
        }
    }

    private static func reason(_ state: JobState) -> String {
        state == .waiting
            ? "is waiting, but in no line: the job starts right now, or waits for others"
            : "must be waiting or delayed, and is \(state.rawValue)"
    }
}
