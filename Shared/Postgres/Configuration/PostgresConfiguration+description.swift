extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// Leaves the URL out, which may hold a password.
    package var description: String {
        "PostgresConfiguration(connections: \(minimumConnections)…\(maximumConnections), acquireTimeout: \(acquireTimeout))"
    }

    package var debugDescription: String { description }
}
