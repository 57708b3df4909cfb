import Caching
import Contracts

/// How the answers of a route are kept. It stands beside the route, because whoever changes what an answer depends on must see it.
struct CachePolicy: Sendable {
    /// Whether the answer is shaped by who asks, and so kept for that user alone; else it is the same for everybody who may ask at all.
    let isCallersOwn: @Sendable (RouteInput) throws -> Bool
    let lifetime: Caching.Freshness
    /// What the answer depends on.
    let tags: @Sendable (RouteInput) throws -> [CacheTag]
    /// Services whose facts the answering one shows from a copy of its own: an answer is kept only if that copy has caught up with
    /// what this gateway has already let fall.
    var follows: [ServiceName] = []
    /// How long it is kept that there is no such thing; nil: not at all.
    var absence: Duration?
}

extension Caching.Freshness {
    /// As fresh as `Cache-Control` tells clients; old answers stand in for an hour while a service is away.
    static func kept(for age: Duration) -> Self {
        Caching.Freshness(age: age, staleWhileRevalidate: .seconds(30), staleIfError: .seconds(3600))
    }
}

extension Route {
    /// The same route, whose answers are kept, those of one user for nobody else.
    func keptForCaller(
        if isCallersOwn: @escaping @Sendable (RouteInput) throws -> Bool = { _ in true }, _ age: Duration = .seconds(300),
        follows: [ServiceName] = [], _ tags: @escaping @Sendable (RouteInput) throws -> [CacheTag]
    ) -> Route {
        var route = self
        route.cache = CachePolicy(isCallersOwn: isCallersOwn, lifetime: .kept(for: age), tags: tags, follows: follows)
        return route
    }

    /// The same route, whose answers are kept: the same for everybody.
    func kept(
        _ age: Duration = .seconds(300), follows: [ServiceName] = [], _ tags: @escaping @Sendable (RouteInput) throws -> [CacheTag]
    ) -> Route {
        keptForCaller(if: { _ in false }, age, follows: follows, tags)
    }

    /// The same route, which keeps for a short while, too, that there is no such thing. Only where a 404 has no other cause, whoever asks,
    /// and where the fact that makes it lets fall the same tags.
    func keepingAbsence(_ age: Duration = .seconds(30)) -> Route {
        var route = self
        route.cache?.absence = age
        return route
    }

    /// The same route, whose success lets fall what depends on these.
    func changing(_ tags: @escaping @Sendable (RouteInput) throws -> [CacheTag]) -> Route {
        var route = self
        route.changes = tags
        return route
    }
}
