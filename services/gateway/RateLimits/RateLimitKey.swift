import Contracts

/// Whose bucket a request takes its token from.
struct RateLimitKey: Sendable, Hashable {
    enum Subject: Sendable, Hashable {
        case user(UserID)
        case network(ClientNetwork)
    }

    let rule: RateLimitRule
    let limit: RateLimit
    let subject: Subject

    // The limit follows from the rule; leaving it out makes looking a key up cheaper.
    func hash(into hasher: inout Hasher) {
        hasher.combine(rule)
        hasher.combine(subject)
    }
}

extension RateLimits {
    /// Nil when the request counts for nobody.
    ///
    /// Whoever is not let in counts by address, so that guessing at tokens is limited too. While the gateway cannot tell whom
    /// to let in, nobody is to blame.
    func key(_ route: Route, _ caller: Result<Caller, Problem>, _ client: ClientAddress) -> RateLimitKey? {
        guard let rule = route.rateLimit else { return nil }
        switch caller {
        case .success(let caller):
            return caller.userID.map { key(rule, .user($0)) } ?? key(rule, client)
        case .failure(let problem):
            return problem.status < 500 ? key(.anonymous, client) : nil
        }
    }

    /// A client without an address is gone already.
    private func key(_ rule: RateLimitRule, _ client: ClientAddress) -> RateLimitKey? {
        client.text.flatMap(ClientNetwork.init).flatMap { key(rule, .network($0)) }
    }

    private func key(_ rule: RateLimitRule, _ subject: RateLimitKey.Subject) -> RateLimitKey? {
        self[rule].map { RateLimitKey(rule: rule, limit: $0, subject: subject) }
    }
}
