import Runtime

/// How many follow events, and how far they may fall behind. The keys are listed at `GatewayConfiguration`.
struct LiveLimits: Sendable {
    var clients = 1_000
    var clientsOfUser = 16
    var bufferedEvents = 256
    var bufferedBytes = 256 << 10
    /// A client that was away for more than this loads afresh.
    var replayedEntries = 10_000
    /// After so much silence a comment is sent.
    var heartbeat: Duration = .seconds(15)
    /// How long clients are told to wait before they come again: between this and twice this, so that they do not all come at once.
    var retry: Duration = .seconds(1)

    init() {}

    /// - Parameter limits: a heartbeat has to come before a client that takes nothing is given up.
    init(_ reader: ConfigurationReader, _ limits: Limits) {
        clients = reader.int("EVENTS_MAX_CLIENTS", default: clients, in: 0...1_000_000)
        clientsOfUser = reader.int("EVENTS_MAX_CLIENTS_PER_USER", default: clientsOfUser, in: 1...1_000_000)
        bufferedEvents = reader.int("EVENTS_BUFFER", default: bufferedEvents, in: 16...100_000)
        heartbeat = min(
            reader.duration("EVENTS_HEARTBEAT_SECONDS", default: heartbeat, in: .milliseconds(100)...(.seconds(3600))),
            limits.idleTimeout / 2)
    }
}
