import Contracts
import Crypto
import Foundation
import HTTPTypes
import Testing

@testable import gateway

/// Tokens that somebody made who knows everything but the private key.
struct ForgedTokenTests {
    private func gateway() async throws -> TestGateway {
        try await TestGateway { answers, _ in answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) } }
    }

    private func status(_ test: TestGateway, _ token: String) async throws -> Int {
        try await test.ask(.get, "/api/v1/playlists", [.authorization: "Bearer \(token)"]).status
    }

    private func part(_ json: String) -> String { TestSigner.base64URL(Array(json.utf8)) }

    private func payload(_ test: TestGateway) async throws -> Substring {
        try #require(try await test.signer.token().split(separator: ".").dropFirst().first)
    }

    /// The public key is no secret, so what it signs as a password counts for nothing.
    @Test(arguments: ["HS256", "hs256", "EdDSA"]) func thePublicKeyIsNoPassword(_ algorithm: String) async throws {
        let test = try await gateway()
        let published = try #require(test.signer.published.keys.first?.publicKey)
        let padded = published.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "="
        let signed = "\(part(#"{"alg":"\#(algorithm)","kid":"key-1","typ":"JWT"}"#)).\(try await payload(test))"
        for secret in [Data(published.utf8), try #require(Data(base64Encoded: padded))] {
            let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: secret))
            #expect(try await status(test, "\(signed).\(TestSigner.base64URL(code))") == 401)
        }
    }

    /// A header may bring a key, or say where one is. Neither is looked at.
    @Test func aKeyThatTheTokenBringsItselfIsNotUsed() async throws {
        let test = try await gateway()
        let own = Curve25519.Signing.PrivateKey()
        let x = TestSigner.base64URL(own.publicKey.rawRepresentation)
        for header in [
            #"{"alg":"EdDSA","kid":"key-1","jwk":{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}}"#,
            #"{"alg":"EdDSA","kid":"key-1","jku":"http://127.0.0.1:1/keys"}"#, #"{"alg":"EdDSA","kid":"unknown"}"#,
            #"{"alg":"EdDSA","kid":"../key-1"}"#, #"{"alg":"EdDSA","kid":""}"#, #"{"alg":"EdDSA"}"#, #"{"kid":"key-1"}"#,
            #"{"alg":["EdDSA"],"kid":"key-1"}"#, #"{"alg":"NONE","kid":"key-1"}"#, "[]", "null", "{",
        ] {
            let signed = "\(part(header)).\(try await payload(test))"
            let signature = TestSigner.base64URL(try own.signature(for: Data(signed.utf8)))
            #expect(try await status(test, "\(signed).\(signature)") == 401, "\(header)")
        }
    }

    @Test func whatIsHardlyATokenIsRefused() async throws {
        let test = try await gateway()
        let good = try await test.signer.token()
        let parts = good.split(separator: ".").map(String.init)
        for token in [
            ".", "..", "...", "a.b", "\(good).", ".\(good)", "\(good).\(parts[2])", "\(parts[0])..\(parts[2])", ".\(parts[1]).\(parts[2])",
            "\(parts[1]).\(parts[0]).\(parts[2])", "\(good)=", " ", "\(good) x", "\"\(good)\"", String(repeating: "a.", count: 2000),
            part(String(repeating: "[", count: 2000)) + ".a.b",
        ] {
            #expect(try await status(test, token) == 401, "\(token.prefix(60))")
        }
        #expect(try await status(test, good) == 200)
    }
}
