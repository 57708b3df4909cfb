import Bus
import Contracts
import Logging
import Observability
import Resilience

/// The services behind the gateway, each with what keeps its trouble from spreading: a breaker, a limit on what is asked at once,
/// and a budget for asking again.
struct Upstreams: Sendable {
    private let services: [ServiceName: Upstream]

    /// - Parameter observe: told of each change of a breaker, with the service's name.
    init(observe: @escaping @Sendable (ServiceName, BreakerTransition) -> Void = { _, _ in }) {
        services = Dictionary(
            uniqueKeysWithValues: Self.names.map { name in (name, Upstream(name) { observe(name, $0) }) })
    }

    /// The gateway asks all but itself.
    static let names = ServiceName.allCases.filter { $0 != .gateway }

    subscript(name: ServiceName) -> Upstream? { services[name] }

    /// - Parameter isRepeatable: whether asking twice does no harm.
    /// - Throws: `BusError`, `BreakerOpen` and `ConcurrencyLimitReached`, the last two at once.
    func call(
        _ outgoing: OutgoingRequest, _ priority: RequestPriority, isRepeatable: Bool, over bus: any RequestBus
    ) async throws -> Answer {
        guard let upstream = services[outgoing.service] else { return try await bus.call(outgoing) }
        guard isRepeatable else { return try await upstream.call(outgoing, priority, over: bus) }
        return try await retrying(
            Upstream.retries, budget: upstream.budget, deadline: outgoing.deadline, when: { ($0 as? BusError)?.code == .unavailable }
        ) {
            try await upstream.call(outgoing, priority, over: bus)
        }
    }
}
