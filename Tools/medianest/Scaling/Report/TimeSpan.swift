import ArgumentParser

/// `30s`, `500ms`, `5m`: a number and its unit.
struct TimeSpan: ExpressibleByArgument, Sendable, Equatable, CustomStringConvertible {
    let seconds: Double
    let description: String

    init(seconds: Double, description: String) {
        self.seconds = seconds
        self.description = description
    }

    init?(argument: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.count)), number > 0, number.isFinite
        else { return nil }
        self.init(seconds: number * factor, description: argument)
    }

    var defaultValueDescription: String { description }
}
