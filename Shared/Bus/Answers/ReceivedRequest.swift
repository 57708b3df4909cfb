import Redis

/// An entry of a request stream, as read or as claimed.
struct ReceivedRequest: Sendable {
    let entryID: String
    /// Nil for an entry that is not a request.
    let envelope: RequestEnvelope?
    /// 1 for an entry never delivered before.
    let deliveries: Int

    init(_ entry: StreamEntry, deliveries: Int = 1) {
        entryID = entry.id.description
        self.deliveries = deliveries
        if let header = entry["h"], let body = entry["b"] {
            envelope = RequestEnvelope(header: header, body: body)
        } else {
            envelope = nil
        }
    }
}
