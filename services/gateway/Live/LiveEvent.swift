import JSON

/// What clients are told, made once for all of them.
struct LiveEvent: Sendable, Hashable {
    /// Also the name under which a browser's `EventSource` hands it over.
    let type: String
    let audience: LiveAudience
    /// JSON on one line.
    let data: [UInt8]

    /// - Parameter fields: what stands in the object beside its `type`.
    init(_ type: String, to audience: LiveAudience, _ fields: (inout JSONWriter) -> Void) {
        self.type = type
        self.audience = audience
        var writer = JSONWriter(capacity: 128)
        writer.object {
            $0.field("type", type)
            fields(&$0)
        }
        data = writer.bytes
    }
}
