extension ConfigurationReader {
    /// A duration whose unit is the end of its key: `…_MS`, `…_SECONDS`, `…_MINUTES` or `…_HOURS`. Fractions are fine.
    package func duration(_ key: String, default fallback: Duration, in range: ClosedRange<Duration>) -> Duration {
        let unit = Self.unit(of: key)
        let expecting = "a number from \(range.lowerBound / unit) to \(range.upperBound / unit)"
        return parsed(key, default: fallback, expecting: expecting) { text in
            guard let number = Double(text), range.lowerBound / unit <= number, number <= range.upperBound / unit else {
                return nil
            }
            return unit * number
        }
    }

    private static func unit(of key: String) -> Duration {
        if key.hasSuffix("_MS") { return .milliseconds(1) }
        if key.hasSuffix("_SECONDS") { return .seconds(1) }
        if key.hasSuffix("_MINUTES") { return .seconds(60) }
        if key.hasSuffix("_HOURS") { return .seconds(3600) }
        preconditionFailure("\(key) does not end in a unit of time")
    }
}
