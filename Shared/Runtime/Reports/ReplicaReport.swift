import Contracts
import Observability

/// What a replica tells of itself every few seconds: what is measured of it, its pool, and its slowest statements. Never a parameter.
package struct ReplicaReport: Codable, Sendable {
    package var service: ServiceName
    package var instance: String
    package var measurements: [Measurement]
    /// Nil for a service without a database, as are the statements.
    package var pool: PoolFigures?
    package var statements: StatementFigures?
}
