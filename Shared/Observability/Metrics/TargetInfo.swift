/// Says whose metrics these are, as OpenTelemetry does in the Prometheus format.
package enum TargetInfo {
    package static func register(in registry: MetricsRegistry, service: String, instance: String) {
        registry.gauge(
            "target_info", help: "Whose metrics these are.",
            labels: ["service_name": service, "service_instance_id": instance, "host_id": MachineMetrics.identity]
        ).set(1)
    }
}
