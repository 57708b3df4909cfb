import Contracts

/// Where a system listens, for the commands that look at it. Kept in the data folder while the system runs.
struct RunningStack: Codable, Sendable {
    struct Process: Codable, Sendable {
        var name: String
        var service: ServiceName
        var internalPort: Int
    }

    var process: Int32
    var url: String
    /// As the `operator`.
    var redisURL: String
    /// As the administrator, who needs no password on the socket.
    var postgresURL: String
    var processes: [Process]

    static func find(_ folder: DataFolder) throws(CommandError) -> RunningStack? {
        try PrivateFile.read(RunningStack.self, from: folder.runFile)
    }
}
