import Crypto
import Foundation

/// A password as Postgres keeps it (RFC 5802), made here so that the password itself stands in no statement and no log.
enum ScramVerifier {
    static func make(password: String, salt: [UInt8] = randomSalt(), iterations: Int = 4096) -> String {
        let salted = SymmetricKey(data: stretched(password, salt, iterations))
        let client = Data(HMAC<SHA256>.authenticationCode(for: Data("Client Key".utf8), using: salted))
        let server = Data(HMAC<SHA256>.authenticationCode(for: Data("Server Key".utf8), using: salted))
        let stored = Data(SHA256.hash(data: client))
        return "SCRAM-SHA-256$\(iterations):\(Data(salt).base64EncodedString())"
            + "$\(stored.base64EncodedString()):\(server.base64EncodedString())"
    }

    /// PBKDF2's first block, which is all that SCRAM needs of it.
    private static func stretched(_ password: String, _ salt: [UInt8], _ iterations: Int) -> Data {
        let key = SymmetricKey(data: Data(password.utf8))
        var block = Array(HMAC<SHA256>.authenticationCode(for: Data(salt + [0, 0, 0, 1]), using: key))
        var sum = block
        for _ in 1..<iterations {
            block = Array(HMAC<SHA256>.authenticationCode(for: block, using: key))
            for index in sum.indices { sum[index] ^= block[index] }
        }
        return Data(sum)
    }

    private static func randomSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
