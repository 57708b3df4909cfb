import Bus
import Contracts
import Hummingbird
import Resilience

extension GatewayResponder {
    /// The one place where an error becomes a response.
    func failure(_ error: any Error, _ path: Substring) -> Response {
        switch error {
        case let problem as Problem: return .problem(problem, path: path)
        case let error as BusError: return .problem(error.problem, path: path)
        case let error as BreakerOpen:
            return .problem(
                .unavailable("The \(error.name) service is not asked for now.", retryAfter: error.retryAfterSeconds), path: path)
        case is ConcurrencyLimitReached: return .problem(.unavailable("Too much is being asked at once."), path: path)
        case is DeadlinePassed: return .problem(.tooLate, path: path)
        case is CancellationError: return .problem(.unavailable("The gateway is stopping."), path: path)
        default:
            gateway.logger.error("request failed", metadata: ["path": "\(path.prefix(200))", "error": "\(error)"])
            return .problem(.internalError, path: path)
        }
    }
}
