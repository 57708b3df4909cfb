package enum VapidIdentityError: Error, Sendable, Equatable {
    /// It is not 32 bytes in base64url, or no private key of P-256.
    case badKey
    /// It is neither a `mailto:` nor an `https:` URL.
    case badSubject
}
