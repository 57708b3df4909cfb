/// The numbers that a pool keeps to.
struct PoolLimits: Sendable {
    var minimum: Int
    var maximum: Int
    var acquireTimeout: Duration
    var idleTimeout: Duration
    var validationInterval: Duration
    var createRetryInterval: Duration
    var reapInterval: Duration

    init(_ configuration: PostgresConfiguration) {
        maximum = max(1, configuration.maximumConnections)
        minimum = min(max(0, configuration.minimumConnections), maximum)
        acquireTimeout = configuration.acquireTimeout
        idleTimeout = configuration.idleTimeout
        validationInterval = configuration.validationInterval
        createRetryInterval = configuration.createRetryInterval
        reapInterval = configuration.reapInterval
    }
}
