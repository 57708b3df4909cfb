import Contracts
import JSON
import Logging
import Resilience

/// What a service answers: one handler for each request name. A value: it is filled at start and then only read.
package struct Answers: Sendable {
    package typealias Handler = @Sendable (RequestContext) async throws -> Answer

    private var handlers: [String: Handler] = [:]
    private let logger: Logger
    /// Turns errors of the service's stores into problems; what it does not know is an internal error.
    private let problem: @Sendable (any Error) -> Problem?

    /// Surrounds every handler: how a service hands a request's deadline on to its stores.
    package var around: @Sendable (RequestContext, @Sendable () async throws -> Answer) async throws -> Answer = { try await $1() }

    package init(logger: Logger, problem: @escaping @Sendable (any Error) -> Problem? = { _ in nil }) {
        self.logger = logger
        self.problem = problem
    }

    package var names: [String] { handlers.keys.sorted() }

    /// Answers with the reply's JSON and the contract's success status.
    package mutating func on<R: Request>(
        _ request: R.Type, _ answer: @escaping @Sendable (R, RequestContext) async throws -> R.Reply
    ) {
        on(request) { payload, context in Answer(to: R.self, try await answer(payload, context)) }
    }

    /// Answers with headers, a position or stored bytes of its own.
    package mutating func on<R: Request>(
        _ request: R.Type, _ answer: @escaping @Sendable (R, RequestContext) async throws -> Answer
    ) {
        precondition(handlers[R.name] == nil, "\(R.name) is answered twice")
        handlers[R.name] = { context in try await answer(try Self.decode(R.self, context.envelope.body), context) }
    }

    /// Never throws: every failure becomes an answer, and one that nobody expected is logged with its error.
    package func answer(_ envelope: RequestEnvelope, isRedelivered: Bool = false) async -> Answer {
        guard let handler = handlers[envelope.name] else {
            return Answer(Problem("unknown-operation", title: "Unknown operation", status: 501, detail: envelope.name))
        }
        do {
            return try await Deadline.until(envelope.deadline) {
                let context = RequestContext(envelope, isRedelivered: isRedelivered)
                return try await around(context) { try await handler(context) }
            }
        } catch let problem as Problem {
            return Answer(problem)
        } catch let error as BusError {
            return Answer(error.problem)
        } catch is CancellationError {
            return Answer(.tooLate)
        } catch is DeadlinePassed {
            return Answer(.tooLate)
        } catch {
            if let problem = problem(error) { return Answer(problem) }
            logger.error(
                "request failed", metadata: ["operation": "\(envelope.name)", "request": "\(envelope.id)", "error": "\(error)"])
            return Answer(.internalError)
        }
    }

    private static func decode<R: Request>(_ type: R.Type, _ body: [UInt8]) throws -> R {
        do {
            return try JSONDecoding.decode(R.self, from: body)
        } catch let error as DecodingError {
            throw Problem(decoding: error)
        }
    }
}
