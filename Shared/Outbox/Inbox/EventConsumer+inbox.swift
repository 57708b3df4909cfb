import Bus
import Contracts
import Logging
import Postgres
import Redis

extension EventConsumer {
    /// A consumer whose effects go through an inbox.
    package convenience init(
        source: ServiceName, group: ServiceName, instance: String, client: RedisClient, blocking: RedisClient, inbox: Inbox,
        logger: Logger
    ) {
        self.init(
            source: source, group: group, instance: instance, client: client, blocking: blocking, logger: logger,
            classify: Self.failure(of:), handle: { try await inbox.handle($0) })
    }

    /// An event is not to blame for a database or a service that is away.
    private static func failure(of error: any Error) -> Failure {
        switch error {
        case is DecodingError: .poison
        case let error as PostgresError: error.sqlState == nil || error.sqlState?.isTransient == true ? .transient : .unexpected
        case is BusError, is RedisError, is CancellationError: .transient
        default: .unexpected
        }
    }
}
