import Contracts
import Resilience

/// A stream entry has two fields: `h`, header lines in a fixed order, and `b`, the body. Two fields rather than nine,
/// because Redis and the reader pay per field.
extension RequestEnvelope {
    package var header: String {
        """
        \(id)
        \(name)
        \(deadline.wireMilliseconds)
        \(caller.wire)
        \(HeaderLines.line(traceparent))
        \(position)
        \(HeaderLines.line(idempotencyKey ?? ""))
        \(replyTo)
        """
    }

    /// Returns nil when the header is not one that `header` wrote.
    package init?(header: [UInt8], body: [UInt8]) {
        guard let lines = HeaderLines.read(header), lines.count == 8, !lines[0].isEmpty, let milliseconds = Int64(lines[2]),
            let caller = Caller(wire: lines[3][...]), let position = Position(lines[5])
        else { return nil }
        self.init(
            id: lines[0], name: lines[1], deadline: Deadline(wireMilliseconds: milliseconds), caller: caller,
            traceparent: lines[4], position: position, idempotencyKey: lines[6].isEmpty ? nil : lines[6], replyTo: lines[7],
            body: body)
    }
}
