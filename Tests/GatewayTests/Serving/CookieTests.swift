import Bus
import Contracts
import HTTPTypes
import Testing

@testable import gateway

struct CookieTests {
    private func gateway() async throws -> TestGateway {
        try await TestGateway { answers, test in
            let user = User(
                id: test.signer.user, email: "a@example.org", name: "A", role: .user, status: .active, createdAt: .now())
            answers.on(LogIn.self) { _, context in
                test.record(context)
                return SignedInSession(token: "the-token", refreshToken: "r", expiresIn: 900, user: user)
            }
            answers.on(LogOut.self) { _, _ in Nothing() }
            answers.on(GetProfile.self) { _, _ in user }
            answers.refuse(CreatePlaylist.self) { _, _ in Problem.conflict("reached") }
        }
    }

    private static let login = #"{"email":"a@example.org","password":"secret","address":"1.2.3.4","userAgent":"forged"}"#

    @Test func signingInSetsTheCookieAndIsNotKept() async throws {
        let reply = try await gateway().ask(.post, "/api/v1/auth/login", as: nil, json: Self.login)
        #expect(reply.status == 200)
        #expect(reply.headers[.cacheControl] == "no-store")
        #expect(reply.headers[.setCookie] == "mn_token=the-token; HttpOnly; SameSite=Strict; Path=/api/v1; Max-Age=900")
    }

    @Test func behindATrustedProxyThatSaysHTTPSItIsSecure() async throws {
        let proxies = TrustedProxies([try #require(AddressRange("10.0.0.0/8"))])
        let headers: HTTPFields = [.forwardedProtocol: "https", .forwardedFor: "6.6.6.6, 203.0.113.9, 10.0.0.3"]
        let test = try await gateway()
        let trusted = try await test.ask(
            .post, "/api/v1/auth/login", headers, as: nil, json: Self.login, peer: "10.0.0.2", proxies: proxies)
        #expect(trusted.headers[.setCookie]?.hasSuffix("; Secure") == true)
        #expect(try test.seen.withLock { try #require($0.last).body }.contains("203.0.113.9"))
        let stranger = try await test.ask(
            .post, "/api/v1/auth/login", headers, as: nil, json: Self.login, peer: "192.0.2.7", proxies: proxies)
        #expect(stranger.headers[.setCookie]?.hasSuffix("; Secure") == false)
        #expect(try test.seen.withLock { try #require($0.last).body }.contains("192.0.2.7"))
    }

    @Test func theAddressIsNeverTheClientsWord() async throws {
        let test = try await gateway()
        _ = try await test.ask(.post, "/api/v1/auth/login", as: nil, json: Self.login)
        let body = try test.seen.withLock { try #require($0.last).body }
        #expect(!body.contains("1.2.3.4") && !body.contains("forged"))
    }

    @Test func theCookieReadsAndNeverWrites() async throws {
        let test = try await gateway()
        let cookie: HTTPFields = [.cookie: "other=1; mn_token=\(try await test.signer.token())"]
        #expect(try await test.ask(.get, "/api/v1/users/me", cookie, as: nil).status == 200)
        #expect(try await test.ask(.head, "/api/v1/users/me", cookie, as: nil).status == 200)
        let forged = try await test.ask(.post, "/api/v1/playlists", cookie, as: nil, json: #"{"name":"a"}"#)
        #expect(forged.status == 401)
        #expect(forged.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test func signingOutClearsItAndEndsTheSessionHereAtOnce() async throws {
        let test = try await gateway()
        let reply = try await test.ask(.post, "/api/v1/auth/logout")
        #expect(reply.status == 204 && reply.body.isEmpty)
        #expect(reply.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(try await test.ask(.get, "/api/v1/users/me").status == 401)
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}
