import Contracts
import Crypto
import Foundation
import Testing

@testable import WebPush

struct VapidTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private let identity: VapidIdentity
    private let tokens: VapidTokens

    init() throws {
        identity = try VapidIdentity(subject: "mailto:admin@example.org")
        tokens = VapidTokens(identity)
    }

    private struct Claims: Decodable {
        let aud: String
        let exp: Int64
        let sub: String
    }

    @Test func theTokenSaysWhoSendsToWhomAndIsSigned() throws {
        let value = try tokens.authorization(for: "https://push.example", now: Self.now)
        let match = try #require(try /vapid t=([^.]+)\.([^.]+)\.([^,]+), k=(.+)/.wholeMatch(in: value))
        let parts = match.output
        func bytes(_ text: Substring) throws -> [UInt8] { try #require(Base64URL.decode(String(text))) }
        let header = String(decoding: try bytes(parts.1), as: UTF8.self)
        #expect(header == #"{"typ":"JWT","alg":"ES256"}"#)
        let claims = try JSONDecoder().decode(Claims.self, from: Data(try bytes(parts.2)))
        #expect(claims.aud == "https://push.example" && claims.sub == "mailto:admin@example.org")
        #expect(claims.exp == 1_700_000_000 + 12 * 3600)
        let key = try P256.Signing.PublicKey(x963Representation: try bytes(parts.4))
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: try bytes(parts.3))
        let signed = Data("\(parts.1).\(parts.2)".utf8)
        #expect(key.isValidSignature(signature, for: signed))
    }

    @Test func aTokenServesUntilAnHourBeforeItsEnd() throws {
        let first = try tokens.authorization(for: "https://push.example", now: Self.now)
        #expect(try tokens.authorization(for: "https://push.example", now: Self.now + .seconds(11 * 3600 - 1)) == first)
        #expect(try tokens.authorization(for: "https://push.example", now: Self.now + .seconds(11 * 3600)) != first)
    }

    @Test func eachServiceGetsItsOwnHoweverManyThereAre() throws {
        let values = try (0..<1000).map { try tokens.authorization(for: "https://push\($0).example", now: Self.now) }
        #expect(Set(values).count == 1000)
    }

    @Test func aKeyComesBackFromItsText() throws {
        let again = try VapidIdentity(privateKey: identity.privateKey, subject: "https://example.org/")
        #expect(again.publicKey == identity.publicKey)
        #expect(Base64URL.decode(again.publicKey)?.count == 65)
    }

    @Test(arguments: ["", "AAAA", "????", String(repeating: "A", count: 43)])
    func whatIsNoKeyIsRefused(_ text: String) {
        #expect(throws: VapidIdentityError.badKey) { try VapidIdentity(privateKey: text, subject: "mailto:a@b.example") }
    }

    @Test(arguments: ["", "admin@example.org", "http://example.org", "mailto:a b"])
    func theSubjectIsAnAddressToReachSomebodyAt(_ text: String) {
        #expect(throws: VapidIdentityError.badSubject) { try VapidIdentity(subject: text) }
    }
}
