import Bus
import Contracts
import HTTPTypes
import Testing

@testable import gateway

/// What clients see of the limits.
struct RateLimitAnswerTests {
    private static let proxy = "10.0.0.1"

    private func gateway(anonymous: Int = 1000, user: Int = 1000, signIn: Int = 1000) async throws -> TestGateway {
        var limits = RateLimits()
        limits.anonymous = RateLimit(perMinute: 60, burst: anonymous)
        limits.user = RateLimit(perMinute: 60, burst: user)
        limits.signIn = RateLimit(perMinute: 60, burst: signIn)
        return try await TestGateway(rateLimits: limits) { answers, _ in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
            answers.refuse(LogIn.self) { request, _ in
                request.password == "wrong" ? Problem.unauthenticated("no") : Problem.tooMany("locked out", retryAfter: 840)
            }
        }
    }

    private func proxies() throws -> TrustedProxies { TrustedProxies([try #require(AddressRange("10.0.0.0/8"))]) }

    private func logIn(
        _ test: TestGateway, from peer: String = "192.0.2.7", password: String = "wrong", _ headers: HTTPFields = [:],
        proxies: TrustedProxies = TrustedProxies()
    ) async throws -> TestReply {
        try await test.ask(
            .post, "/api/v1/auth/login", headers, as: nil, json: #"{"email":"a@example.org","password":"\#(password)"}"#, peer: peer,
            proxies: proxies)
    }

    private func fields(_ reply: TestReply) -> [String?] {
        [reply.headers[.rateLimitLimit], reply.headers[.rateLimitRemaining], reply.headers[.rateLimitReset]]
    }

    @Test func anAnswerTellsHowMuchIsLeft() async throws {
        let test = try await gateway(user: 30)
        #expect(try await fields(test.ask(.get, "/api/v1/playlists")) == ["30", "29", "1"])
        #expect(try await fields(test.ask(.get, "/api/v1/playlists")) == ["30", "28", "2"])
        #expect(try await fields(test.ask(.head, "/api/v1/playlists")) == ["30", "27", "3"])
        let refused = try await test.ask(.post, "/api/v1/playlists", [.contentType: "text/plain"], json: "{}")
        #expect(refused.status == 415 && fields(refused) == ["30", "26", "4"])
    }

    @Test func beyondTheLimitIsA429ThatSaysWhen() async throws {
        let test = try await gateway(user: 3)
        for _ in 0..<3 { #expect(try await test.ask(.get, "/api/v1/playlists").status == 200) }
        let reply = try await test.ask(.post, "/api/v1/playlists", json: #"{"name":"a"}"#)
        #expect(reply.status == 429)
        #expect(reply.headers[.contentType] == "application/problem+json")
        #expect(try reply.problem().type == "/problems/too-many-requests")
        #expect(reply.headers[.retryAfter] == "1")
        #expect(fields(reply) == ["3", "0", "1"])
    }

    @Test func aUserIsTheSameEverywhereAndNobodyElse() async throws {
        let test = try await gateway(user: 2)
        #expect(try await test.ask(.get, "/api/v1/playlists", peer: "192.0.2.1").status == 200)
        #expect(try await test.ask(.get, "/api/v1/playlists", peer: "192.0.2.2").status == 200)
        #expect(try await test.ask(.get, "/api/v1/playlists", peer: "192.0.2.3").status == 429)
        let other = try await test.signer.token { $0.sub.value = UserID.make().description }
        #expect(try await test.ask(.get, "/api/v1/playlists", [.authorization: "Bearer \(other)"], peer: "192.0.2.3").status == 200)
    }

    @Test func guessingAtTokensIsLimitedByAddress() async throws {
        let test = try await gateway(anonymous: 2)
        for token in ["Bearer a", "Bearer b"] {
            let reply = try await test.ask(.get, "/api/v1/playlists", [.authorization: token])
            #expect(reply.status == 401 && reply.headers[.rateLimitLimit] == "2")
        }
        #expect(try await test.ask(.get, "/api/v1/playlists", as: nil).status == 429)
        #expect(try await test.ask(.get, "/api/v1/playlists", as: nil, peer: "192.0.2.8").status == 401)
        #expect(try await test.ask(.get, "/api/v1/playlists").status == 200, "whoever is signed in counts for themselves")
    }

    @Test func signingInHasALimitOfItsOwn() async throws {
        let test = try await gateway(anonymous: 1, signIn: 2)
        #expect(try await test.ask(.get, "/docs", as: nil).status == 200)
        #expect(try await test.ask(.get, "/openapi.json", as: nil).status == 429)
        for _ in 0..<2 { #expect(try await logIn(test).status == 401) }
        #expect(try await logIn(test).status == 429)
        for path in ["/register", "/refresh"] {
            #expect(try await test.ask(.post, "/api/v1/auth\(path)", as: nil, json: "{}").status == 429)
        }
    }

    @Test(arguments: ["/health", "/health/live", "/health/ready", "/metrics"])
    func whoWatchesOverTheSystemIsNotLimited(_ path: String) async throws {
        let test = try await gateway(anonymous: 1, user: 1)
        for _ in 0..<5 {
            let reply = try await test.ask(.get, path, as: .admin)
            #expect(reply.status != 429 && reply.headers[.rateLimitLimit] == nil)
        }
    }

    @Test func withoutLimitsNothingIsTold() async throws {
        let test = try await TestGateway()
        let reply = try await test.ask(.get, "/api/v1/playlists", as: nil)
        #expect(reply.status == 401 && fields(reply) == [nil, nil, nil])
    }

    @Test func aRefusalByAuthIsToldInTheSameFields() async throws {
        let reply = try await logIn(try await gateway(), password: "locked")
        #expect(reply.status == 429)
        #expect(reply.headers[.retryAfter] == "840")
        #expect(fields(reply) == ["1000", "0", "840"])
    }

    @Test func nobodyGetsAwayByMakingUpWhereTheyComeFrom() async throws {
        let test = try await gateway(signIn: 2)
        for number in 1...2 { _ = try await logIn(test, [.forwardedFor: "203.0.113.\(number)"], proxies: try proxies()) }
        #expect(try await logIn(test, [.forwardedFor: "203.0.113.9"], proxies: try proxies()).status == 429)
    }

    @Test func behindAProxyEachClientCountsAlone() async throws {
        let test = try await gateway(signIn: 1)
        func status(_ forwarded: String) async throws -> Int {
            try await logIn(test, from: Self.proxy, [.forwardedFor: forwarded], proxies: try proxies()).status
        }
        #expect(try await status("203.0.113.1") == 401)
        #expect(try await status("203.0.113.2") == 401)
        for madeUp in ["8.8.8.8, 203.0.113.1", "nonsense, 203.0.113.1", "10.0.0.9, 203.0.113.1:4711", "203.0.113.1, 10.0.0.7"] {
            #expect(try await status(madeUp) == 429)
        }
    }

    @Test func allAddressesOfAnIPv6HostCountAsOne() async throws {
        let test = try await gateway(signIn: 1)
        #expect(try await logIn(test, from: "2001:db8:1:2:aaaa::1").status == 401)
        #expect(try await logIn(test, from: "2001:db8:1:2:bbbb::2").status == 429)
        #expect(try await logIn(test, from: "2001:db8:1:3:aaaa::1").status == 401)
        #expect(try await logIn(test, from: "192.0.2.1").status == 401)
        #expect(try await logIn(test, from: "::ffff:192.0.2.1").status == 429)
        #expect(try await logIn(test, from: "::ffff:192.0.2.2").status == 401)
    }
}
