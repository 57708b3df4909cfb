import Contracts

/// What a service says of how it came to an answer, to administrators who ask. It travels as a header that the gateway takes out.
extension Answer {
    package static let explanationName = "MN-Explain"

    package mutating func explain(_ parts: String...) {
        headers.append(Header(Self.explanationName, parts.joined(separator: "; ")))
    }

    /// Takes the explanations out, in the order in which they were given.
    package mutating func takeExplanations() -> [String] {
        let explanations = headers.filter { $0.name == Self.explanationName }.map(\.value)
        if !explanations.isEmpty { headers.removeAll { $0.name == Self.explanationName } }
        return explanations
    }
}

extension RequestEnvelope {
    /// Whether somebody wants to know: the sampled flag of the W3C trace context.
    package var isSampled: Bool { traceparent.hasSuffix("-01") }
}

extension Duration {
    /// As `1.234ms`.
    package var milliseconds: String {
        let microseconds = Int(self / .microseconds(1))
        let fraction = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)ms"
    }
}
