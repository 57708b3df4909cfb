import Contracts
import Crypto
import Testing

@testable import WebPush

struct MessageEncryptionTests {
    // RFC 8291, section 5 and appendix A.
    private static let publicKey = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    private static let secret = "BTBZMqHH6r4Tts7J_aSIgg"
    private static let sender = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    private static let salt = "DGv6ra1nlYgDCS1FRnbzlw"
    private static let body =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        + "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"

    private let recipient: PushRecipient
    private let encryption: MessageEncryption

    init() throws {
        recipient = try PushRecipient(p256dh: Self.publicKey, auth: Self.secret)
        let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: try #require(Base64URL.decode(Self.sender)))
        encryption = MessageEncryption(sender: key, salt: try #require(Base64URL.decode(Self.salt)))
    }

    @Test func theStandardsExampleComesOutByteForByte() throws {
        let body = try encryption.encrypt(Array("When I grow up, I want to be a watermelon".utf8), for: recipient)
        #expect(Base64URL.encode(body) == Self.body)
    }

    @Test func theLongestMessageFillsWhatEveryServiceTakes() throws {
        #expect(try encryption.encrypt(Array(repeating: 7, count: MessageEncryption.longest), for: recipient).count == 4096)
        #expect(throws: MessageTooLong.self) {
            try encryption.encrypt(Array(repeating: 7, count: MessageEncryption.longest + 1), for: recipient)
        }
    }

    @Test func noTwoMessagesShareKeyOrSalt() throws {
        let bodies = try (0..<20).map { _ in try MessageEncryption().encrypt([1], for: recipient) }
        #expect(Set(bodies.map { Array($0.prefix(16)) }).count == 20)
        #expect(Set(bodies.map { Array($0[21..<86]) }).count == 20)
    }

    @Test func keysAreTakenPaddedToo() throws {
        #expect(throws: Never.self) { try PushRecipient(p256dh: Self.publicKey + "=", auth: Self.secret + "==") }
    }

    @Test(arguments: ["", "AAAA", "B" + String(repeating: "A", count: 86), "BCVx+r7N", String(repeating: "A", count: 5000)])
    func whatIsNoPointOfTheCurveIsRefused(_ text: String) {
        #expect(throws: PushRecipientError.badPublicKey) { try PushRecipient(p256dh: text, auth: Self.secret) }
    }

    @Test(arguments: ["", "BTBZMqHH6r4Tts7J_aSI", "BTBZMqHH6r4Tts7J_aSIggAA", "not base64!"])
    func aSecretHasSixteenBytes(_ text: String) {
        #expect(throws: PushRecipientError.badSecret) { try PushRecipient(p256dh: Self.publicKey, auth: text) }
    }
}
