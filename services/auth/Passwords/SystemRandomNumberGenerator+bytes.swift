extension SystemRandomNumberGenerator {
    /// Bytes from the system's cryptographically secure source.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in .random(in: .min ... .max, using: &self) }
    }
}
