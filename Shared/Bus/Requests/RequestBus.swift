import Contracts
import JSON
import Resilience

/// Carries requests to services. `RedisRequester` does it over streams, `InMemoryBus` within one process;
/// both pass the same conformance suite.
package protocol RequestBus: Sendable {
    /// Sends and waits for the answer until `outgoing.deadline`. Cancelling the task tells the service to stop.
    func call(_ outgoing: OutgoingRequest) async throws(BusError) -> Answer
}

/// A request before the bus gives it an id and a way back.
package struct OutgoingRequest: Sendable {
    package var service: ServiceName
    package var name: String
    package var deadline: Deadline
    package var caller: Caller
    package var traceparent: String
    package var position: Position
    package var idempotencyKey: String?
    package var body: [UInt8]

    /// - Parameter encoded: the request's JSON where it is at hand already, as a client has sent it.
    package init<R: Request>(
        _ request: R, encoded: [UInt8]? = nil, caller: Caller, deadline: Deadline, traceparent: String = "",
        position: Position = Position(), idempotencyKey: String? = nil
    ) throws {
        service = R.service
        name = R.name
        self.deadline = deadline
        self.caller = caller
        self.traceparent = traceparent
        self.position = position
        self.idempotencyKey = idempotencyKey
        // Members in the order of their declaration, so the same request twice has the same bytes: a write under an
        // `Idempotency-Key` is known by them.
        body = try encoded ?? JSONEncoding.encode(request)
    }
}

extension RequestBus {
    /// Asks another service and decodes its reply. Its refusals are thrown as `Problem`, lack of an answer as `BusError`.
    ///
    /// Without a deadline it inherits the one of the running request, or 5 seconds.
    package func ask<R: Request>(
        _ request: R, as caller: Caller = .system, deadline: Deadline? = nil, position: Position = Position(),
        idempotencyKey: String? = nil
    ) async throws -> R.Reply {
        let outgoing = try OutgoingRequest(
            request, caller: caller, deadline: deadline ?? .current ?? .after(.seconds(5)), position: position,
            idempotencyKey: idempotencyKey)
        return try R.decode(try await call(outgoing))
    }
}

extension Request {
    /// The reply in an answer, or the problem that it states.
    package static func decode(_ answer: Answer) throws -> Reply {
        if answer.isSuccess, let nothing = Nothing() as? Reply { return nothing }
        do {
            guard answer.isSuccess else { throw try JSONDecoding.decode(Problem.self, from: answer.body) }
            return try JSONDecoding.decode(Reply.self, from: answer.body)
        } catch let error as DecodingError {
            throw BusError(.undecodable, service: service, underlying: error)
        }
    }
}
