import Bus

/// Under which key a write is remembered, and how a different body under the same key is told.
struct WriteKey: Sendable {
    let text: String
    let fingerprint: Int64
    /// Whether the client chose it, by `Idempotency-Key`.
    let isClients: Bool

    /// - Parameter identity: what tells this request from others under its key, where the body holds a secret: a
    ///   fingerprint of a password must not be stored.
    init(_ context: RequestContext, identity: String? = nil) {
        let envelope = context.envelope
        fingerprint = Self.fingerprint(identity.map { Array($0.utf8) } ?? envelope.body)
        if let key = envelope.idempotencyKey {
            text = "k:\(context.caller.userID?.description ?? "-"):\(envelope.name):\(key)"
            isClients = true
        } else {
            text = "r:\(envelope.id)"
            isClients = false
        }
    }

    /// FNV-1a, 64 bit. It tells a slip of the client from a repetition; it guards nothing against the client.
    private static func fingerprint(_ body: [UInt8]) -> Int64 {
        Int64(bitPattern: body.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 })
    }
}
