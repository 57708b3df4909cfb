import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What happens on a connection around one request and its response.
struct ConnectionHandler: Sendable {
    let responder: GatewayResponder
    let observer: RequestObserver
    let trustedProxies: TrustedProxies

    var limits: Limits { responder.gateway.limits }

    /// - Throws: when the connection must be closed: it is broken, or holds a body that nobody will read.
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let started = ContinuousClock.now
        let client = ClientAddress(peer: channel.remoteAddress?.ipAddress, headers: request.headers, proxies: trustedProxies)
        let arrival = Arrival(head: request.head, client: client, connection: ClientConnection(channel))
        let body = IncomingBody(head: request.head, body: request.body)
        let admission = await responder.admit(arrival, body)
        let route = admission.route
        observer.began()
        defer { observer.ended() }
        if admission.readsBody(of: responder.table), !body.isComplete, Self.waitsForGo(request) {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let timer = route.flatMap {
            responder.table.routes[$0].body == .json ? closing(channel, after: limits.bodyTimeout + limits.requestTimeout) : nil
        }
        defer { timer?.cancel() }
        var response = try await responder.answer(arrival, admission, body)
        timer?.cancel()
        let mustClose = !body.isComplete && !isSmall(body, request)
        if mustClose { response.headers[.connection] = "close" }
        // Also when the client goes away in the middle.
        defer { observer.answered(arrival, route: route, status: response.status.code, after: .now - started) }
        try await write(response, writer, channel)
        if mustClose { try await close(channel, body) } else if !body.isComplete { try await skip(body, channel) }
    }

    private func write(_ response: Response, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        guard response.body.contentLength ?? .max > FileBody.chunk else {
            return try await writer.write(response: response.head, body: response.body)
        }
        let patience = StallTimer(eventLoop: channel.eventLoop, limit: limits.idleTimeout) { channel.close(promise: nil) }
        defer { patience.stop() }
        try await writer.write(response: response.head, body: patience.watching(response.body))
    }

    private static func waitsForGo(_ request: Request) -> Bool {
        request.headers[.expect]?.lowercased() == "100-continue"
    }

    /// Whether reading the rest costs less than a new connection. A client that waits to be told to go on may send nothing.
    private func isSmall(_ body: IncomingBody, _ request: Request) -> Bool {
        guard let length = body.declaredLength, !Self.waitsForGo(request) else { return false }
        return length - body.count <= limits.skippedBytes
    }

    /// Closing while the client still sends would make it lose the answer, so what it sends is read for a moment.
    private func close(_ channel: any Channel, _ body: IncomingBody) async throws {
        let timer = closing(channel, after: .seconds(2))
        defer { timer.cancel() }
        try await body.skip(upTo: 64 << 20)
        throw ConnectionBroken(underlying: nil)
    }

    /// What is left is short, but a client that sends it drop by drop would keep its connection for days.
    private func skip(_ body: IncomingBody, _ channel: any Channel) async throws {
        let timer = closing(channel, after: limits.bodyTimeout)
        defer { timer.cancel() }
        try await body.skip(upTo: limits.skippedBytes)
    }

    private func closing(_ channel: any Channel, after limit: Duration) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: TimeAmount(limit)) { channel.close(promise: nil) }
    }
}

extension Admission {
    var route: Int? {
        switch self {
        case .admitted(let index, _, _): index
        case .refused(_, let index, _): index
        case .methods: nil
        }
    }

    func readsBody(of table: RouteTable) -> Bool {
        guard case .admitted(let index, _, _) = self else { return false }
        return table.routes[index].body != .ignored
    }
}
