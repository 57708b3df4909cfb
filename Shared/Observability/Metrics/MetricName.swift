/// The grammar of names in the exposition format.
/// Source: prometheus.io/docs/concepts/data_model.
enum MetricName {
    static func isValid(_ name: String) -> Bool {
        matches(name) { $0 == UInt8(ascii: ":") }
    }

    /// Names that start with two underscores are the scraper's own, and `le` is the histogram's.
    static func isValidLabel(_ name: String) -> Bool {
        matches(name) { _ in false } && !name.hasPrefix("__") && name != "le"
    }

    /// A wrong name is a mistake in the code, found the first time the line runs: the process stops.
    static func check(_ name: String, labels: [String]) {
        precondition(isValid(name), "'\(name)' is not a metric name")
        precondition(labels.allSatisfy(isValidLabel), "metric \(name): \(labels) has a bad label name")
        precondition(Set(labels).count == labels.count, "metric \(name): \(labels) repeats a label name")
    }

    private static func matches(_ name: String, allowing extra: (UInt8) -> Bool) -> Bool {
        guard let first = name.utf8.first, !isDigit(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || extra($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
