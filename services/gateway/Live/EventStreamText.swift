/// Text of the event stream format (WHATWG HTML, section 9.2.5), as it is gathered for one write.
struct EventStreamText {
    private(set) var bytes: [UInt8] = []

    /// Says how long to wait before connecting again, and from where. An id without data is remembered by the client and
    /// raises no event.
    mutating func opening(retry: Duration, _ position: LivePosition) {
        append("retry: \(Int(retry / .milliseconds(1)))\nid: \(position)\n\n")
    }

    mutating func event(_ event: LiveEvent, _ position: LivePosition) {
        append("id: \(position)\nevent: \(event.type)\ndata: ")
        bytes += event.data
        append("\n\n")
    }

    /// Something may have been missed: the client has to load afresh.
    mutating func reset(_ position: LivePosition) {
        append("id: \(position)\nevent: reset\ndata: {\"type\":\"reset\"}\n\n")
    }

    /// A comment, so that nobody on the way takes the connection for idle.
    mutating func heartbeat(_ position: LivePosition) {
        append(":\nid: \(position)\n\n")
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }
}
