import Logging
import Observability
import ServiceLifecycle

/// Goes last in the list, and so hears first that the process is to stop: readiness ends before anything is closed.
struct ShutdownAnnouncer: Service {
    let monitor: HealthMonitor
    let patience: ShutdownConfiguration
    let logger: Logger

    func run() async throws {
        do {
            try await gracefulShutdown()
            logger.info("shutting down", metadata: ["drain": "\(patience.drain)"])
        } catch {
            // Cancelled, because another service failed: the rest is the same.
            logger.debug("stopping at once", error: error)
        }
        monitor.beginDraining()
        LastResort.arm(after: patience.drain + patience.cancellation)
    }
}
