import HTTPTypes
import Hummingbird
import NIOCore

extension ConnectionHandler {
    /// Answers a request that has arrived whole. The connection goes on, or is closed when the answer cannot be written whole.
    func answer(_ head: HTTPRequest, _ bytes: ByteBuffer, peer: String?, _ writer: DirectWriter) async {
        let started = ContinuousClock.now
        let client = ClientAddress(peer: peer, headers: head.headerFields, proxies: trustedProxies)
        let arrival = Arrival(head: head, client: client, connection: ClientConnection(writer.channel))
        let body = IncomingBody(head: head, body: RequestBody(buffer: bytes))
        let admission = await responder.admit(arrival, body)
        observer.began()
        defer { observer.ended() }
        do {
            let response = try await responder.answer(arrival, admission, body)
            // Also when the client goes away in the middle.
            defer { observer.answered(arrival, route: admission.route, status: response.status.code, after: .now - started) }
            try await write(response, writer)
        } catch {
            writer.finish(isWhole: false)
        }
    }

    private func write(_ response: Response, _ writer: DirectWriter) async throws {
        guard response.body.contentLength ?? .max <= FileBody.chunk else { return try await stream(response, writer) }
        let gathered = GatheringBodyWriter.Parts()
        try await response.body.write(GatheringBodyWriter(parts: gathered))
        writer.write(response.head, gathered.buffers)
    }

    private func stream(_ response: Response, _ writer: DirectWriter) async throws {
        let patience = StallTimer(eventLoop: writer.eventLoop, limit: limits.idleTimeout) { writer.close() }
        defer { patience.stop() }
        try await writer.send(.head(response.head))
        try await patience.watching(response.body).write(DirectBodyWriter(writer: writer))
        writer.finish(isWhole: true)
    }
}
