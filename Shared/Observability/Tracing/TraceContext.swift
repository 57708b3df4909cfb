/// Where in a distributed trace something happens: the W3C `traceparent`.
/// Source: w3.org/TR/trace-context.
package struct TraceContext: Sendable, Hashable {
    /// The context of the current task, if it works for a request.
    @TaskLocal package static var current: TraceContext?

    private let traceHigh: UInt64
    private let traceLow: UInt64
    private let span: UInt64
    package let isSampled: Bool

    private init(traceHigh: UInt64, traceLow: UInt64, span: UInt64, isSampled: Bool) {
        self.traceHigh = traceHigh
        self.traceLow = traceLow
        self.span = span
        self.isSampled = isSampled
    }

    /// A new trace. Ids are random and never zero.
    package static func generate(isSampled: Bool = false) -> TraceContext {
        TraceContext(traceHigh: randomID(), traceLow: randomID(), span: randomID(), isSampled: isSampled)
    }

    /// Nil for anything that the recommendation calls invalid: the receiver then starts a new trace.
    package init?(traceparent: some StringProtocol) {
        let bytes = Array(traceparent.utf8)
        guard
            bytes.count >= 55, bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash,
            let version = Self.number(bytes[0..<2]), version != 0xFF,
            // A later version may append fields, never change these.
            bytes.count == 55 || (version > 0 && bytes[55] == Self.dash),
            let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]), high | low != 0,
            let span = Self.number(bytes[36..<52]), span != 0,
            let flags = Self.number(bytes[53..<55])
        else { return nil }
        self.init(traceHigh: high, traceLow: low, span: span, isSampled: flags & 1 == 1)
    }

    /// The same trace with a span id of its own: what travels to the next process.
    package func child() -> TraceContext {
        TraceContext(traceHigh: traceHigh, traceLow: traceLow, span: Self.randomID(), isSampled: isSampled)
    }

    /// The same, to be looked at closely.
    package func sampled() -> TraceContext { TraceContext(traceHigh: traceHigh, traceLow: traceLow, span: span, isSampled: true) }

    package var traceID: String { Self.hex(traceHigh) + Self.hex(traceLow) }
    package var spanID: String { Self.hex(span) }
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }
}
