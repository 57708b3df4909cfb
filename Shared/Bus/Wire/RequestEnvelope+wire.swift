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
        \(Self.line(traceparent))
        \(position)
        \(Self.line(idempotencyKey ?? ""))
        \(replyTo)
        """
    }

    /// Returns nil when the header is not one that `header` wrote.
    package init?(header: [UInt8], body: [UInt8]) {
        let lines = String(decoding: header, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 8, !lines[0].isEmpty, let milliseconds = Int64(lines[2]), let caller = Caller(wire: lines[3]),
            let position = Position(String(lines[5]))
        else { return nil }
        self.init(
            id: String(lines[0]), name: String(lines[1]), deadline: Deadline(wireMilliseconds: milliseconds), caller: caller,
            traceparent: String(lines[4]), position: position,
            idempotencyKey: lines[6].isEmpty ? nil : String(lines[6]), replyTo: String(lines[7]), body: body)
    }

    /// The gateway refuses such values; this keeps a mistake there from shifting the lines here.
    private static func line(_ text: String) -> String {
        text.contains("\n") ? String(text.map { $0 == "\n" ? " " : $0 }) : text
    }
}
