import Caching
import Contracts
import HTTPTypes
import Synchronization

/// Says on whose behalf a request comes, and whether that may be.
final class Gatekeeper: Sendable {
    private let verifier: TokenVerifier
    private let revocations: Revocations
    /// Tokens whose signature was checked; a signature costs a hundred times what a look here does.
    private let verified = Mutex(LRUCache<String, VerifiedToken>(capacity: 10_000, defaultAge: TokenVerifier.longestLifetime))

    init(verifier: TokenVerifier, revocations: Revocations) {
        self.verifier = verifier
        self.revocations = revocations
    }

    /// - Throws: a 401 or 403 problem; 503 while it is not known who was signed out.
    func caller(of head: HTTPRequest, for access: Access) async throws(Problem) -> Caller {
        guard access != .open else { return .anonymous }
        guard let text = Self.token(of: head) else { throw .unauthenticated("This needs an access token.") }
        guard revocations.isLoaded else { throw .unavailable("The gateway is starting.") }
        let token = try await token(text)
        guard let role = revocations.role(of: token) else { throw .badToken }
        guard access != .admin || role == .admin else { throw .forbidden() }
        return .user(token.user, session: token.session, role: role)
    }

    /// The caller whose token was checked before; nil where it has to be checked, or counts for nothing any more.
    func callerNow(of head: HTTPRequest, now: Timestamp = .now()) -> Caller? {
        guard revocations.isLoaded, let text = Self.token(of: head), let token = verified.withLock({ $0.get(text, now: .now) }),
            token.expires > now, let role = revocations.role(of: token)
        else { return nil }
        return .user(token.user, session: token.session, role: role)
    }

    /// The token of a request that was let in, for an answer that goes on only while the token is good.
    func token(of head: HTTPRequest) async throws(Problem) -> VerifiedToken {
        guard let text = Self.token(of: head) else { throw .badToken }
        return try await token(text)
    }

    /// Ends a session here and now, before auth's event says so.
    func forget(_ caller: Caller) {
        guard let session = caller.sessionID else { return }
        revocations.end(session, until: .now() + TokenVerifier.longestLifetime)
    }

    private func token(_ text: String) async throws(Problem) -> VerifiedToken {
        let now = Timestamp.now()
        if let known = verified.withLock({ $0.get(text, now: .now) }) {
            guard known.expires > now else { throw .badToken }
            return known
        }
        let token = try await verifier.verify(text, now: now)
        verified.withLock { _ = $0.set(text, token, now: .now) }
        return token
    }

    /// The bearer's token; for reading, the cookie's will do: a forged page can make a browser send that one.
    private static func token(of head: HTTPRequest) -> String? {
        if let header = head.headerFields.value(of: .authorization) { return bearerToken(header) }
        guard head.method == .get || head.method == .head else { return nil }
        return SessionCookie.token(in: head.headerFields).map(String.init)
    }

    /// Empty, and so refused, where the scheme is another. On bytes: looking for characters was a tenth of a request's time.
    private static func bearerToken(_ header: String) -> String {
        let scheme = "bearer ".utf8
        guard header.utf8.count > scheme.count, zip(header.utf8, scheme).allSatisfy({ $0 | 0x20 == $1 }) else { return "" }
        return String(Substring(header.utf8.dropFirst(scheme.count).drop { $0 == 0x20 }))
    }
}
