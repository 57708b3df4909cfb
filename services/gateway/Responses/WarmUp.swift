import Contracts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Resilience

/// Fetches the first pages that everybody asks for before anybody does, so that a gateway that begins has them from the shared tier or
/// keeps them itself. What cannot be had is left out: it is asked for when it is wanted.
struct WarmUp: Sendable {
    /// As pages ask for them: the key is the target, letter for letter. Only of routes whose answers are the same for everybody.
    static let targets = ["/api/v1/media", "/api/v1/media/trending", "/api/v1/playlists/public"]
    /// With these, for the services to come up: half a minute.
    private static let attempts = 60

    let responder: GatewayResponder
    let cache: ResponseCache
    let logger: Logger

    /// Waits until invalidations are heard, for nothing is kept before; ends when all is done, or the task is cancelled.
    func run(pause: Duration = .milliseconds(500)) async {
        var waiting = Self.targets
        for _ in 0..<Self.attempts {
            if cache.channel.isListening { waiting = await remaining(of: waiting) }
            guard !waiting.isEmpty else { return logger.debug("warmed up") }
            // Cancelled: there is nothing to warm up any more.
            do { try await Task.sleep(for: pause) } catch { return }
        }
        logger.notice("not warmed up", metadata: ["targets": "\(waiting.joined(separator: " "))"])
    }

    private func remaining(of targets: [String]) async -> [String] {
        var remaining: [String] = []
        for target in targets where await !isKept(target) { remaining.append(target) }
        return remaining
    }

    private func isKept(_ target: String) async -> Bool {
        guard let response = try? await responder.answer(unaskedFor: target) else { return false }
        return response.status == .ok
    }
}

extension GatewayResponder {
    /// The answer to a GET that nobody has sent, on the system's behalf. Nil for what is no route.
    /// - Throws: never because of what a service says: that is a response.
    func answer(unaskedFor target: String) async throws -> Response? {
        let head = HTTPRequest(method: .get, scheme: "http", authority: nil, path: target)
        let arrival = Arrival(head: head, client: ClientAddress(peer: nil, headers: [:], proxies: TrustedProxies()))
        guard case .route(let index, let values) = table.match(.get, arrival.path) else { return nil }
        let input = RouteInput(
            head: head, path: arrival.path, parameters: PathParameters(names: table.routes[index].path.parameterNames, values: values),
            query: try Query(arrival.queryText), caller: .system, client: arrival.client, trace: arrival.trace, position: Position(),
            idempotencyKey: nil)
        return try await answer(index, input, IncomingBody(head: head, body: RequestBody(buffer: ByteBuffer())))
    }
}
