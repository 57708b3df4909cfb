import Contracts
import Logging
import Observability

/// What all five services read.
///
/// - `REDIS_URL` (redis://127.0.0.1:6379/0) and `CACHE_REDIS_URL` (as `REDIS_URL`), or `…_FILE`; also redis+cluster:// and
///   redis+sentinel://, see docs/scaling.md
/// - `POSTGRES_URL` or `POSTGRES_URL_FILE`: required where the service has a schema
/// - the keys of `PostgresPoolConfiguration` and `InternalAddress`
/// - `REQUEST_CONCURRENCY` (64): requests of other services that a process works on at a time
/// - `INSTANCE_ID` (made from host, process and a random number)
/// - `LOG_LEVEL` (info), `LOG_FORMAT` (text, json)
/// - `DRAIN_SECONDS` (10): how long running work may take after SIGTERM; `CANCEL_SECONDS` (5): and after its cancellation
/// - `REPORT_INTERVAL_MS` (5000): how often each replica says how it does, and a gateway judges what they say
/// - `STORAGE_PATH` (storage): the folder that MediaNest writes
/// - `MEDIA_ROOTS`: absolute folders to catalogue, separated by colons
package struct CommonConfiguration: Sendable {
    package let service: ServiceName
    package let redisURL: Redacted<String>
    package let cacheRedisURL: Redacted<String>
    /// Nil only for a service that needs none.
    package let postgresURL: Redacted<String>?
    package let postgresPool: PostgresPoolConfiguration
    package let requestConcurrency: Int
    package let instance: String
    package let logLevel: Logger.Level
    package let logFormat: LogFormat
    package let internalAddress: InternalAddress
    package let shutdown: ShutdownConfiguration
    package let reportInterval: Duration
    package let storagePath: String
    package let mediaRoots: [String]

    package init(_ reader: ConfigurationReader, service: ServiceName) {
        self.service = service
        redisURL = reader.secretURL("REDIS_URL", schemes: Self.redisSchemes, default: "redis://127.0.0.1:6379/0")
        cacheRedisURL = reader.secretURL(
            "CACHE_REDIS_URL", schemes: Self.redisSchemes, default: redisURL.reveal())
        postgresURL =
            service.needsPostgres ? reader.secretURL("POSTGRES_URL", schemes: ["postgres", "postgresql"]) : nil
        postgresPool = PostgresPoolConfiguration(reader)
        requestConcurrency = reader.int("REQUEST_CONCURRENCY", default: 64, in: 1...4096)
        instance = reader.parsed(
            "INSTANCE_ID", default: InstanceID.generate(), expecting: "up to 64 letters, digits, dots, dashes or underscores"
        ) { InstanceID.isValid($0) ? $0 : nil }
        logLevel = reader.choice("LOG_LEVEL", default: Logger.Level.info)
        logFormat = reader.choice("LOG_FORMAT", default: LogFormat.text)
        internalAddress = InternalAddress(reader, service: service)
        shutdown = ShutdownConfiguration(reader)
        reportInterval = reader.duration("REPORT_INTERVAL_MS", default: .seconds(5), in: .milliseconds(100)...Duration.seconds(60))
        storagePath = reader.string("STORAGE_PATH", default: "storage")
        mediaRoots = reader.paths("MEDIA_ROOTS")
    }

    package var logSettings: LogSettings {
        LogSettings(service: service.rawValue, instance: instance, level: logLevel, format: logFormat)
    }

    private static let redisSchemes = [
        "redis", "rediss", "redis+cluster", "rediss+cluster", "redis+sentinel", "rediss+sentinel",
    ]
}
