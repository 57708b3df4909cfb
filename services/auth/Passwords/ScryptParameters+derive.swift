import COpenSSL

extension ScryptParameters {
    /// Derives `length` bytes from a password.
    ///
    /// Takes tens of milliseconds of one core: call it on `HashingThreads` only.
    /// Throws `ScryptFailure` if OpenSSL refuses, which means that memory ran out.
    func derive(password: [UInt8], salt: [UInt8], length: Int) throws -> [UInt8] {
        var key = [UInt8](repeating: 0, count: length)
        // One byte more than is read: OpenSSL takes a null address to mean "check the parameters only",
        // and an empty array may have that.
        let done = (password + [0]).withUnsafeBytes { bytes in
            EVP_PBE_scrypt(
                bytes.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count,
                1 << UInt64(logCost), UInt64(blockSize), UInt64(parallelism), UInt64(Self.memoryLimit), &key, length)
        }
        guard done == 1 else { throw ScryptFailure(code: ERR_get_error()) }
        return key
    }
}
