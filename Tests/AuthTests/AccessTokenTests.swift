import Crypto
import FoundationEssentials
import JWTKit
import Testing

@testable import auth

@Suite struct AccessTokenTests {
    private let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))

    private func tokens(_ keys: [SigningKey], audience: String = "medianest") async throws -> AccessTokens {
        try await AccessTokens(ring: KeyRing(keys), audience: audience, lifetime: .seconds(900))
    }

    private func sign(_ tokens: AccessTokens, at moment: Date? = nil) async throws -> String {
        try await tokens.sign(user: "u", session: "s", role: "admin", at: moment ?? now)
    }

    @Test func saysWhoAndUntilWhen() async throws {
        let tokens = try await tokens([SigningKey(activeFrom: now)])
        let claims = try await tokens.verify(try await sign(tokens), at: now)
        #expect(claims.sub.value == "u" && claims.sid == "s" && claims.role == "admin" && claims.iss.value == "medianest")
        #expect(claims.exp.value.timeIntervalSince(claims.iat.value) == 900)
    }

    @Test func believesTheRetiredKeyWhileItsTokensLive() async throws {
        let old = SigningKey(activeFrom: now.addingTimeInterval(-86_400))
        let token = try await sign(try await tokens([old]))
        let rotated = try await tokens([old, SigningKey(activeFrom: now.addingTimeInterval(60))])
        _ = try await rotated.verify(token, at: now.addingTimeInterval(800))
        await #expect(throws: JWTError.self) { try await rotated.verify(token, at: now.addingTimeInterval(961)) }
    }

    @Test func signsWithTheNewestActiveKey() async throws {
        let old = SigningKey(activeFrom: now.addingTimeInterval(-100))
        let new = SigningKey(activeFrom: now.addingTimeInterval(60))
        let tokens = try await tokens([new, old])
        func keyID(at moment: Date) async throws -> String? {
            let token = try await sign(tokens, at: moment)
            return try DefaultJWTParser().parse(Array(token.utf8), as: AccessClaims.self).header.kid
        }
        #expect(try await keyID(at: now) == old.id)
        #expect(try await keyID(at: now.addingTimeInterval(60)) == new.id)
    }

    @Test func refusesExpiredForeignAndAlteredTokens() async throws {
        let key = SigningKey(activeFrom: now)
        let tokens = try await tokens([key])
        let token = try await sign(tokens)
        await #expect(throws: JWTError.self) { try await tokens.verify(token, at: now.addingTimeInterval(901)) }
        let elsewhere = try await self.tokens([key], audience: "elsewhere")
        await #expect(throws: JWTError.self) { try await elsewhere.verify(token, at: now) }
        let stranger = try await self.tokens([SigningKey(id: key.id, privateKey: SigningKey(activeFrom: now).privateKey, activeFrom: now)])
        let forged = try await sign(stranger)
        await #expect(throws: (any Error).self) { try await tokens.verify(forged, at: now) }
        var parts = token.split(separator: ".").map(String.init)
        parts[1] = parts[1].replacing("a", with: "b")
        let altered = parts.joined(separator: ".")
        await #expect(throws: (any Error).self) { try await tokens.verify(altered, at: now) }
    }

    @Test(arguments: ["none", "None", "HS256", "ES256", ""])
    func refusesOtherAlgorithms(algorithm: String) async throws {
        let key = SigningKey(activeFrom: now)
        let tokens = try await tokens([key])
        let claims = try await sign(tokens).split(separator: ".")[1]
        let header = Base64.encodeURL(Array(#"{"alg":"\#(algorithm)","typ":"JWT","kid":"\#(key.id)"}"#.utf8))
        let signed = "\(header).\(claims)"
        // The public key as an HMAC secret is the classical confusion.
        let mac = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: try key.publicKey()))
        for signature in ["", Base64.encodeURL(Array(mac))] {
            await #expect(throws: (any Error).self) { try await tokens.verify("\(signed).\(signature)", at: now) }
        }
    }

    @Test func refusesAnUnknownKey() async throws {
        let token = try await sign(try await tokens([SigningKey(activeFrom: now)]))
        let others = try await tokens([SigningKey(activeFrom: now)])
        await #expect(throws: JWTError.self) { try await others.verify(token, at: now) }
        await #expect(throws: (any Error).self) { try await others.verify("not.a.token", at: now) }
    }
}
