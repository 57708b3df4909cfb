/// OpenSSL could not derive a key.
struct ScryptFailure: Error, CustomStringConvertible {
    /// OpenSSL's packed error code.
    let code: UInt

    var description: String { "scrypt failed in OpenSSL with error \(String(code, radix: 16))" }
}
