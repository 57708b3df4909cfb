import Logging
import Observability
import ServiceLifecycle

/// Runs a process's services until SIGTERM or SIGINT.
///
/// The order of the list is the order of dependency; they stop in reverse. First each may finish its work within the drain
/// time, then what is left is cancelled, and after the cancellation time the process ends with exit code 70.
package struct ServiceRun: Sendable {
    private let services: [any Service]
    private let monitor: HealthMonitor
    private let shutdown: ShutdownConfiguration
    private let logger: Logger

    package init(
        _ services: [any Service], monitor: HealthMonitor, shutdown: ShutdownConfiguration, logger: Logger
    ) {
        self.services = services
        self.monitor = monitor
        self.shutdown = shutdown
        self.logger = logger
    }

    /// Returns after a shutdown, also one that had to cancel.
    /// - Throws: what a service threw that ended by itself.
    package func run() async throws {
        defer { LastResort.disarm() }
        try await group().run()
    }

    private func group() -> ServiceGroup {
        let announcer = ShutdownAnnouncer(monitor: monitor, patience: shutdown, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: services + [announcer], gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = shutdown.drain
        return ServiceGroup(configuration: configuration)
    }

    /// The group tells every step of every service; only its troubles are news.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
