import Bus
import Contracts
import Foundation
import Observability
import Testing

@testable import gateway

struct TokenTests {
    private func gateway(trusted: Bool = true) async throws -> TestGateway {
        try await TestGateway(trusted: trusted) { answers, test in
            answers.on(ListPlaylists.self) { _, context in
                test.record(context)
                return Page(items: [], nextCursor: nil)
            }
            answers.on(ListLibraries.self) { _, _ in ItemList([]) }
        }
    }

    private func status(_ test: TestGateway, _ token: String, _ path: String = "/api/v1/playlists") async throws -> Int {
        try await test.ask(.get, path, [.authorization: "Bearer \(token)"]).status
    }

    @Test func aGoodTokenNamesItsCaller() async throws {
        let test = try await gateway()
        #expect(try await status(test, try await test.signer.token()) == 200)
        let caller = try #require(test.seen.withLock { $0.first?.caller })
        #expect(caller == .user(test.signer.user, session: test.signer.session, role: .user))
    }

    @Test func expiredForeignAndMisaddressedTokensAreRefused() async throws {
        let test = try await gateway()
        let signer = test.signer
        for token in [
            try await signer.token { $0.exp.value = Date() - 1 },
            try await signer.token { $0.exp.value = Date() + 100 * 86_400 },
            try await signer.token { $0.exp.value = .distantFuture },
            try await signer.token { $0.iss.value = "another" },
            try await signer.token { $0.aud.value = ["another"] },
            try await signer.token { $0.sub.value = "nobody" },
            try await signer.token { $0.sid = "none" },
            try await signer.token { $0.role = "owner" },
            try await signer.token(kid: "hmac"),
            try await TestSigner().token(),
        ] {
            #expect(try await status(test, token) == 401)
        }
    }

    @Test func mutilatedTokensAreRefused() async throws {
        let test = try await gateway()
        let good = try await test.signer.token()
        let parts = good.split(separator: ".").map(String.init)
        let none = TestSigner.base64URL(Array(#"{"alg":"none","kid":"key-1","typ":"JWT"}"#.utf8))
        let hmac = TestSigner.base64URL(Array(#"{"alg":"HS256","kid":"key-1","typ":"JWT"}"#.utf8))
        for token in [
            "", "nonsense", "a.b.c", String(good.dropLast(10)), parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".",
            "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])", "\(hmac).\(parts[1]).\(parts[2])",
            "\(parts[0]).\(parts[1])A.\(parts[2])", good + String(repeating: "A", count: 10_000),
        ] {
            #expect(try await status(test, token) == 401)
        }
        #expect(try await status(test, good) == 200)
    }

    @Test(arguments: ["", "Bearer", "Bearer a b", "Basic dXNlcjpwYXNz", "bearer"])
    func otherWaysToSignInAreRefused(_ header: String) async throws {
        let reply = try await gateway().ask(.get, "/api/v1/playlists", [.authorization: header])
        #expect(reply.status == 401)
        #expect(reply.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test func theQueryIsNeverLookedAtForTokens() async throws {
        let test = try await gateway()
        let token = try await test.signer.token()
        #expect(try await test.ask(.get, "/api/v1/playlists?token=\(token)&access_token=\(token)", as: nil).status == 401)
    }

    @Test func administratorsRoutesAreForAdministrators() async throws {
        let test = try await gateway()
        let refused = try await test.ask(.get, "/api/v1/libraries")
        #expect(refused.status == 403)
        #expect(try refused.problem().type == "/problems/forbidden")
        #expect(try await test.ask(.get, "/api/v1/libraries", as: .admin).status == 200)
        #expect(try await test.ask(.get, "/metrics").status == 403)
        #expect(try await test.ask(.get, "/metrics", as: .admin).status == 200)
    }

    @Test func withoutTheListOfRevocationsNobodyIsLetIn() async throws {
        let test = try await gateway(trusted: false)
        let reply = try await test.ask(.get, "/api/v1/playlists")
        #expect(reply.status == 503)
        #expect(reply.headers[.retryAfter] == "1")
        #expect(try await test.ask(.get, "/health/live", as: nil).status == 200)
    }

    @Test func unknownKeysAreAskedForOnceInAWhile() async throws {
        let test = try await gateway()
        let asked = Counter()
        var auth = Answers(logger: TestGateway.logger)
        auth.on(ListSigningKeys.self) { [signer = test.signer] _, _ in
            asked.increment()
            return signer.published
        }
        test.bus.attach(auth, to: .auth)
        let keys = SigningKeys(bus: test.bus, logger: TestGateway.logger, interval: .seconds(60))
        for _ in 0..<20 { _ = try await keys.keys(with: "made-up") }
        #expect(asked.value == 1)
    }
}
