import Contracts
import Runtime

/// The Postgres role of one service, which owns the schema of the same name.
struct ServiceRole: Sendable, Hashable {
    let name: String

    static let all = ServiceName.allCases.filter(\.needsPostgres).map { ServiceRole(name: $0.rawValue) }
}
