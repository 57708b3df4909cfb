/// One value taken when a scrape asks for it, for numbers that something else already keeps.
package struct MetricSample: Sendable {
    let name: String
    let kind: MetricKind
    let help: String
    let labels: MetricLabels
    let value: Double

    package static func gauge(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:], _ value: Double
    ) -> MetricSample {
        MetricSample(name: name, kind: .gauge, help: help, labels: MetricLabels(labels), value: value)
    }

    package static func counter(
        _ name: String, help: String, labels: KeyValuePairs<String, String> = [:], _ value: Double
    ) -> MetricSample {
        MetricSample(name: name, kind: .counter, help: help, labels: MetricLabels(labels), value: value)
    }

    private init(name: String, kind: MetricKind, help: String, labels: MetricLabels, value: Double) {
        MetricName.check(name, labels: labels.names)
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
        self.value = value
    }
}
