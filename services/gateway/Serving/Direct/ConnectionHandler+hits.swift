import Compression
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore

extension ConnectionHandler {
    /// The answer to a request for something that is kept, when all that decides is at hand: no task, no waiting, nothing encoded.
    /// Nil: it has to go the long way, which decides everything anew.
    func answerNow(_ head: HTTPRequest, peer: String?) -> ToldResponse? {
        let started = ContinuousClock.now
        let gateway = responder.gateway
        guard let cache = gateway.responses, head.method == .get || head.method == .head, let target = head.path else { return nil }
        let asked = HitRequest(head)
        guard !asked.wantsMore, let caller = gateway.gatekeeper.callerNow(of: head), let user = caller.userID,
            let position = gateway.positionNow(asked.position, of: user),
            let kept = cache.hit(ResponseKey(target: target, user: nil), position)
                ?? cache.hit(ResponseKey(target: target, user: user), position)
                ?? cache.absence(ResponseKey(target: target, user: nil), position)
        else { return nil }
        let coding = kept.coding(for: AcceptEncoding(asked.acceptEncoding), isOptedOut: asked.isCompressionOptedOut)
        let client = ClientAddress(peer: peer, headers: head.headerFields, proxies: trustedProxies)
        guard let variant = kept.variant(coding), let standing = standing(kept, caller, client) else { return nil }
        var told = kept.told(variant, .hit, head.headerFields)
        finish(&told, head, position, asked, standing.value)
        cache.routeCounts.count(.hit, route: kept.route)
        observer.hit(route: kept.route, status: told.status.code, after: .now - started)
        return told
    }

    /// Nil: Redis has to be asked first, or there are too many requests.
    private func standing(_ kept: KeptResponse, _ caller: Caller, _ client: ClientAddress) -> (value: RateLimitStanding?, Void)? {
        let gateway = responder.gateway
        guard let key = gateway.rateLimiter.limits.key(responder.table.routes[kept.route], .success(caller), client) else {
            return (nil, ())
        }
        guard let verdict = gateway.rateLimiter.admitNow(key), verdict.problem == nil else { return nil }
        return (verdict.standing, ())
    }

    private func finish(
        _ told: inout ToldResponse, _ head: HTTPRequest, _ position: Position, _ asked: HitRequest, _ standing: RateLimitStanding?
    ) {
        told.headers.append(HTTPField(name: .requestID, value: Arrival.requestID(asked.requestID)))
        told.headers.append(HTTPField(name: .date, value: responder.gateway.date.text))
        if !position.isEmpty, position.description != asked.position {
            told.headers.append(HTTPField(name: .position, value: position.description))
        }
        if let standing {
            told.headers.append(HTTPField(name: .rateLimitLimit, value: String(standing.limit)))
            told.headers.append(HTTPField(name: .rateLimitRemaining, value: String(standing.remaining)))
            told.headers.append(HTTPField(name: .rateLimitReset, value: String(standing.reset)))
        }
        if head.method == .head { told.body = nil }
    }
}

extension Gateway {
    /// What a request must be able to see; nil for a position that was never given, which the long way refuses.
    func positionNow(_ header: String?, of user: UserID) -> Position? {
        var position = Position()
        if let header {
            guard let sent = Position(header) else { return nil }
            position = sent
        }
        if let own = recentWrites.position(of: user) { position.merge(own) }
        return position
    }
}
