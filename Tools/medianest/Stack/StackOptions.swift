import Contracts

/// What `up` was asked for.
struct StackOptions: Sendable {
    var folder: DataFolder
    /// Absolute, without links.
    var mediaFolders: [String]
    /// 0 takes any free one.
    var port: Int
    var binaries: String
    /// How many of a service; one where nothing is said.
    var replicas: [ServiceName: Int] = [:]
    var readyWithin: Duration = .seconds(60)
    /// Instead of a private one.
    var redisURL: String?
}
