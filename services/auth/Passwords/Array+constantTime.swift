import COpenSSL

extension [UInt8] {
    /// Compares without telling by its duration where the first difference lies. Lengths are not secret.
    func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }
}
