import Crypto
import FoundationEssentials

/// Web Push's encryption (RFC 8291) in its only coding, `aes128gcm` (RFC 8188): one record, which holds all of the message.
package struct MessageEncryption: Sendable {
    /// A push service must take 4096 bytes (RFC 8030, section 7.2); salt, record size, key and its length take 86, the padding's
    /// delimiter 1, the tag 16.
    package static let longest = 4096 - headerLength - 1 - 16
    private static let headerLength = saltLength + 4 + 1 + PushRecipient.publicKeyLength
    private static let saltLength = 16
    private static let recordSize: UInt32 = 4096

    private let sender: P256.KeyAgreement.PrivateKey
    private let salt: [UInt8]

    /// For one message: neither key nor salt is used twice.
    package init() {
        var random = SystemRandomNumberGenerator()
        self.init(sender: P256.KeyAgreement.PrivateKey(), salt: (0..<Self.saltLength).map { _ in random.next() })
    }

    init(sender: P256.KeyAgreement.PrivateKey, salt: [UInt8]) {
        self.sender = sender
        self.salt = salt
    }

    /// The body to send.
    /// - Throws: `MessageTooLong`, or an error of the cryptographic library.
    package func encrypt(_ message: [UInt8], for recipient: PushRecipient) throws -> [UInt8] {
        guard message.count <= Self.longest else { throw MessageTooLong() }
        let (key, nonce) = try derive(for: recipient)
        // 2 delimits the last record's padding, of which there is none.
        let sealed = try AES.GCM.seal(message + [2], using: key, nonce: AES.GCM.Nonce(data: nonce))
        return header + sealed.ciphertext + sealed.tag
    }

    private var header: [UInt8] {
        let size = withUnsafeBytes(of: Self.recordSize.bigEndian) { [UInt8]($0) }
        return salt + size + [UInt8(PushRecipient.publicKeyLength)] + sender.publicKey.x963Representation
    }

    /// RFC 8291, section 3.4.
    private func derive(for recipient: PushRecipient) throws -> (key: SymmetricKey, nonce: [UInt8]) {
        let shared = try sender.sharedSecretFromKeyAgreement(with: recipient.publicKey)
        let info = Array("WebPush: info\0".utf8) + recipient.publicKey.x963Representation + sender.publicKey.x963Representation
        let material = shared.hkdfDerivedSymmetricKey(using: SHA256.self, salt: recipient.secret, sharedInfo: info, outputByteCount: 32)
        func expand(_ info: String, _ length: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: material, salt: salt, info: Array(info.utf8), outputByteCount: length)
        }
        let nonce = expand("Content-Encoding: nonce\0", 12).withUnsafeBytes { [UInt8]($0) }
        return (expand("Content-Encoding: aes128gcm\0", 16), nonce)
    }
}
