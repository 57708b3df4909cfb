/// zlib or brotli could not go on, which in practice means that there was no memory. What had been written is lost, and the encoder is as new.
package struct CompressionFailure: Error, Equatable, CustomStringConvertible {
    package let coding: ContentCoding
    /// zlib's error code. Brotli has none: 0.
    package let code: Int32

    package var description: String { "could not compress as \(coding.rawValue), error \(code)" }
}
