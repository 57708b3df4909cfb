/// What a client has done and how it stands.
package struct RedisStatistics: Sendable, Equatable {
    package var isConnected: Bool
    /// Commands written to a connection.
    package var sent: Int
    /// Commands that wait for their reply or to be written.
    package var waiting: Int
    /// Connections made again; in a cluster every change of a connection or of the map, so that whoever believes in what a server
    /// remembers sees each one.
    package var reconnects: Int
    /// Error replies by the server.
    package var errorReplies: Int
    /// Commands that got no reply: refused, timed out, cancelled, or lost with their connection.
    package var failures: Int
}
