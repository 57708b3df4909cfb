import Contracts

/// Why a request got no answer. An answer with a bad status is not one of these.
package struct BusError: Error, Sendable {
    package enum Code: Sendable {
        /// The service's backlog, or this process's own, is over its limit. Nothing was sent.
        case overloaded
        /// The deadline passed. The service may still have done what was asked.
        case timedOut
        /// The caller's task was cancelled; the service was told.
        case cancelled
        /// Redis cannot be reached, or the connection broke before it confirmed.
        case unavailable
        /// The answer is not what the contract says.
        case undecodable
    }

    package let code: Code
    package let service: ServiceName
    package let underlying: (any Error)?

    package init(_ code: Code, service: ServiceName, underlying: (any Error)? = nil) {
        self.code = code
        self.service = service
        self.underlying = underlying
    }

    package var problem: Problem {
        switch code {
        case .overloaded: .unavailable("Too much is waiting for the \(service.rawValue) service.")
        case .timedOut: .tooLate
        case .cancelled: .unavailable("The request was given up.")
        case .unavailable: .unavailable("The \(service.rawValue) service cannot be reached.")
        case .undecodable: .internalError
        }
    }
}
