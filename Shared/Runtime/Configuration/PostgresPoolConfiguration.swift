import Contracts
import Postgres

/// How a service keeps its Postgres connections.
///
/// - `POSTGRES_POOL_MIN` (int, 2), `POSTGRES_POOL_MAX` (int, 20)
/// - `POSTGRES_ACQUIRE_TIMEOUT_MS` (30000), `POSTGRES_CREATE_TIMEOUT_MS` (10000), `POSTGRES_IDLE_TIMEOUT_MS` (30000)
/// - `POSTGRES_POOL_MODE` (session, transaction; session): `transaction` behind a pooler such as PgBouncer in its transaction mode
/// - `POSTGRES_SLOW_QUERY_MS` (1000): slower statements are logged
package struct PostgresPoolConfiguration: Sendable {
    package let minimumConnections: Int
    package let maximumConnections: Int
    package let acquireTimeout: Duration
    package let createTimeout: Duration
    package let idleTimeout: Duration
    package let mode: PostgresPoolMode
    package let slowQueryThreshold: Duration

    package init(_ reader: ConfigurationReader) {
        let timeouts = Duration.milliseconds(1)...Duration.seconds(3600)
        minimumConnections = reader.int("POSTGRES_POOL_MIN", default: 2, in: 0...1000)
        maximumConnections = reader.int("POSTGRES_POOL_MAX", default: 20, in: 1...1000)
        acquireTimeout = reader.duration("POSTGRES_ACQUIRE_TIMEOUT_MS", default: .seconds(30), in: timeouts)
        createTimeout = reader.duration("POSTGRES_CREATE_TIMEOUT_MS", default: .seconds(10), in: timeouts)
        idleTimeout = reader.duration("POSTGRES_IDLE_TIMEOUT_MS", default: .seconds(30), in: timeouts)
        mode = reader.choice("POSTGRES_POOL_MODE", default: PostgresPoolMode.session)
        slowQueryThreshold = reader.duration("POSTGRES_SLOW_QUERY_MS", default: .seconds(1), in: .zero...timeouts.upperBound)
        if minimumConnections > maximumConnections {
            reader.reject("POSTGRES_POOL_MIN", "must not be above POSTGRES_POOL_MAX")
        }
    }
}

extension PostgresPoolConfiguration {
    func configuration(url: String, service: ServiceName, instance: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url)
        configuration.minimumConnections = minimumConnections
        configuration.maximumConnections = maximumConnections
        configuration.acquireTimeout = acquireTimeout
        configuration.createTimeout = createTimeout
        configuration.idleTimeout = idleTimeout
        configuration.poolMode = mode
        configuration.slowQueryThreshold = slowQueryThreshold
        // A pooler sets the name again whenever a session changes hands to somebody of another name, which is a round trip.
        configuration.applicationName = mode == .session ? "\(service.rawValue)-\(instance)" : service.rawValue
        return configuration
    }
}
