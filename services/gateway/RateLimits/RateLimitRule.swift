/// What is limited. The names are those of Redis's keys and of the metrics' labels.
enum RateLimitRule: String, Sendable, Hashable, CaseIterable {
    /// Whoever is not signed in, by address.
    case anonymous
    /// A user, wherever they come from.
    case user
    /// Opening an account, signing in and exchanging a refresh token, by address: what costs a password hash, or guesses at one.
    case signIn = "sign-in"
}

extension Route {
    /// Nil where nothing is limited: whoever watches over the system has to see it in trouble too.
    var rateLimit: RateLimitRule? {
        switch access {
        case .open where path.description.hasPrefix("\(Route.prefix)/auth/"): .signIn
        case .open: path.description.hasPrefix("/health") ? nil : .anonymous
        case .user: .user
        case .admin: path.description == "/metrics" ? nil : .user
        }
    }
}
