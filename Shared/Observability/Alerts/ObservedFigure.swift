/// A measurement and whose it is.
package struct ObservedFigure: Sendable {
    package let service: String?
    package let instance: String?
    package let measurement: Measurement

    package init(_ measurement: Measurement, service: String? = nil, instance: String? = nil) {
        self.measurement = measurement
        self.service = service
        self.instance = measurement.isShared ? nil : instance
    }

    func key(of rule: AlertRule) -> AlertKey {
        AlertKey(name: rule.name, severity: rule.severity, service: service, instance: instance, subject: measurement.subject)
    }
}
