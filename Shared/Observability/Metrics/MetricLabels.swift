/// Label names and values, sorted by name, so that the order at the call site does not matter.
package struct MetricLabels: Hashable, Sendable {
    let names: [String]
    let values: [String]

    package init(_ pairs: KeyValuePairs<String, String>) {
        if pairs.count < 2 {
            names = pairs.map(\.key)
            values = pairs.map(\.value)
        } else {
            let sorted = pairs.sorted { $0.key < $1.key }
            names = sorted.map(\.key)
            values = sorted.map(\.value)
        }
    }

    init(names: [String], values: [String]) {
        self.names = names
        self.values = values
    }

    /// Where the series beyond a family's limit are counted together.
    static func overflow(_ names: [String]) -> MetricLabels {
        MetricLabels(names: names, values: names.map { _ in "_overflow" })
    }
}
