extension ConfigurationReader {
    package func string(_ key: String, default fallback: String) -> String {
        text(key) ?? fallback
    }

    package func optionalString(_ key: String) -> String? {
        text(key)
    }

    /// Empty when it is missing, which is a problem.
    package func requiredString(_ key: String) -> String {
        if let value = text(key) { return value }
        reject(key, "is required")
        return ""
    }

    package func int(_ key: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        parsed(key, default: fallback, expecting: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    package func double(_ key: String, default fallback: Double, in range: ClosedRange<Double>) -> Double {
        parsed(key, default: fallback, expecting: "a number from \(range.lowerBound) to \(range.upperBound)") {
            Double($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    package func bool(_ key: String, default fallback: Bool) -> Bool {
        parsed(key, default: fallback, expecting: "true or false") {
            switch $0.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }

    /// One of the raw values of an enumeration.
    package func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, default fallback: Value
    ) -> Value where Value.RawValue == String {
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return parsed(key, default: fallback, expecting: "one of \(known)") { Value(rawValue: $0.lowercased()) }
    }

    /// `parse` answers nil for a value that is not what was expected.
    package func parsed<Value>(
        _ key: String, default fallback: Value, expecting: String, _ parse: (String) -> Value?
    ) -> Value {
        guard let text = text(key) else { return fallback }
        if let value = parse(text) { return value }
        reject(key, "must be \(expecting), not \"\(text.prefix(80))\"")
        return fallback
    }
}
