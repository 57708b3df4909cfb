/// Encodes values to JSON texts through their `Encodable` conformance, in the order in which they encode their members.
///
/// It writes what Foundation's encoder writes without escaping slashes, but for the order of members and the spelling of some numbers
/// and escapes, which mean the same. A member that a value encodes twice is there twice. `Data`, `Date`, `URL` and `Decimal` are
/// encoded as their own conformance says.
package enum JSONEncoding {
    /// Throws what the value throws, and `EncodingError` for a number that is not finite and for a value that encodes nothing.
    package static func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
        let output = EncodingOutput(path: [])
        try value.encode(to: ValueEncoder(output: output))
        guard output.frame.shape != .nothing else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "\(T.self) encodes nothing"))
        }
        return try output.finish()
    }
}
