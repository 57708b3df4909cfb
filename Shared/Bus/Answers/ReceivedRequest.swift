import Contracts
import Redis

/// An entry of a request stream, as read or as claimed.
struct ReceivedRequest: Sendable {
    let entry: StreamID
    /// Nil for an entry that is not a request.
    let envelope: RequestEnvelope?
    /// What an entry that is not a request holds instead, for whoever looks into it.
    let raw: (header: [UInt8], body: [UInt8])
    /// 1 for an entry never delivered before.
    let deliveries: Int

    init(_ entry: StreamEntry, deliveries: Int = 1) {
        self.entry = entry.id
        self.deliveries = deliveries
        let (header, body) = (entry["h"], entry["b"])
        if let header, let body {
            envelope = RequestEnvelope(header: header, body: body)
        } else {
            envelope = nil
        }
        raw = envelope == nil ? (header ?? [], body ?? []) : ([], [])
    }

    /// From its entry into the stream until now, by the clocks of two machines.
    var waited: Duration {
        .milliseconds(max(0, Timestamp.now().milliseconds - Int64(clamping: entry.milliseconds)))
    }
}
