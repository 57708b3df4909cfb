package enum PushRecipientError: Error, Sendable, Equatable {
    /// It is no uncompressed point of the curve P-256.
    case badPublicKey
    /// It is not 16 bytes long.
    case badSecret
}
