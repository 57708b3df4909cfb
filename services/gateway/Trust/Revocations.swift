import Contracts
import Synchronization

/// Sessions that have ended and users that have changed since tokens about them were signed.
final class Revocations: Sendable {
    private struct Change {
        let role: Role
        let status: UserStatus
        let version: Int64
        let noticed: Timestamp
    }

    private struct State {
        var sessions: [SessionID: Timestamp] = [:]
        var users: [UserID: Change] = [:]
        /// One for each rotation or revocation that this gateway has seen: a handful a year.
        var keys: Set<String> = []
        var isLoaded = false
        var lastSwept = Timestamp(microseconds: 0)
    }

    private let state = Mutex(State())

    /// False until the first list of auth was heard: before that no token can be believed.
    var isLoaded: Bool { state.withLock { $0.isLoaded } }

    /// Takes auth's list for the truth; what came before it is forgotten.
    func load(_ list: ListRevocations.Reply, now: Timestamp = .now()) {
        state.withLock { state in
            state.sessions = Dictionary(list.sessions.map { ($0.session, $0.until) }) { max($0, $1) }
            state.users = Dictionary(
                list.users.map { ($0.user, Change(role: $0.role, status: $0.status, version: 0, noticed: now)) }
            ) { $1 }
            state.isLoaded = true
        }
    }

    func end(_ session: SessionID, until: Timestamp, now: Timestamp = .now()) {
        state.withLock { state in
            state.sessions[session] = max(until, state.sessions[session] ?? until)
            Self.sweep(&state, now)
        }
    }

    /// What these keys signed counts for nothing any more.
    func revoke(keys: Set<String>) { state.withLock { $0.keys.formUnion(keys) } }

    /// An older version than the one known is ignored.
    func change(_ user: UserID, role: Role, status: UserStatus, version: Int64, now: Timestamp = .now()) {
        state.withLock { state in
            guard version >= state.users[user]?.version ?? 0 else { return }
            state.users[user] = Change(role: role, status: status, version: version, noticed: now)
            Self.sweep(&state, now)
        }
    }

    /// The role that a token's bearer has now; nil when the token counts for nothing any more.
    func role(of token: VerifiedToken) -> Role? {
        state.withLock { state in
            guard state.sessions[token.session] == nil, !state.keys.contains(token.keyID) else { return nil }
            guard let change = state.users[token.user] else { return token.role }
            return change.status == .active ? change.role : nil
        }
    }

    /// Once a minute: what no living token can be about is forgotten.
    private static func sweep(_ state: inout State, _ now: Timestamp) {
        guard state.lastSwept + .seconds(60) < now else { return }
        state.lastSwept = now
        state.sessions = state.sessions.filter { $0.value > now }
        state.users = state.users.filter { $0.value.noticed + TokenVerifier.longestLifetime > now }
    }
}
