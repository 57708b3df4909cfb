/// What a process told at one moment, read from the Prometheus text format.
struct MetricsSnapshot: Sendable {
    struct Series: Sendable, Equatable {
        var labels: [String: String]
        var value: Double
    }

    private(set) var series: [String: [Series]] = [:]

    /// A line that cannot be read is left out: a newer process may tell more than is understood here.
    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let (name, series) = Self.parse(line) else { continue }
            self.series[name, default: []].append(series)
        }
    }

    subscript(_ name: String) -> [Series] { series[name] ?? [] }

    /// `name{label="value",…} number`, with `\\`, `\"` and `\n` escaped in values. A time stamp behind is not looked at.
    private static func parse(_ line: Substring) -> (String, Series)? {
        var rest = line
        let name = rest.prefix { $0 != "{" && $0 != " " }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest = rest.dropFirst()
            while rest.first != "}" {
                guard let (label, value) = label(&rest) else { return nil }
                labels[label] = value
                if rest.first == "," { rest = rest.dropFirst() }
            }
            rest = rest.dropFirst()
        }
        guard !name.isEmpty, let value = rest.split(separator: " ").first.flatMap({ number($0) }) else { return nil }
        return (String(name), Series(labels: labels, value: value))
    }

    private static func label(_ rest: inout Substring) -> (String, String)? {
        let name = rest.prefix { $0 != "=" }
        rest = rest.dropFirst(name.count + 1)
        guard rest.first == "\"" else { return nil }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst() {
            if character == "\"" { return (String(name), value) }
            guard character == "\\" else {
                value.append(character)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            value.append(escaped == "n" ? "\n" : escaped)
        }
        return nil
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        default: Double(text)
        }
    }
}
