import ArgumentParser
import Contracts
import Foundation

/// Runs the private stack until it is told to stop.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start everything: Redis, Postgres and the five services.",
        discussion: """
            Writes `ready URL` to standard output once every service answers, and the log of all processes to standard error. What \
            dies is started again. Ctrl-C or SIGTERM stops everything in order.

            Settings of services pass through from the environment: LOG_LEVEL, LOG_FORMAT, DRAIN_SECONDS and the rest. With UP_REDIS_URL \
            no Redis is started, and all use that one, which may be a cluster or watched by sentinels.
            """)

    @Option(
        name: .long, help: "Where the system keeps its data. (default: .medianest; for root /var/lib/medianest)", completion: .directory)
    var data: String?

    @Option(name: .long, help: "A folder to catalogue. It is only read. May be given several times.", completion: .directory)
    var media: [String] = []

    @Option(name: .long, help: "Where the gateway listens; 0 takes any free port.")
    var port = 4000

    @Option(name: .long, help: "Where the services' programs are. (default: where this one is)", completion: .directory)
    var binDir: String?

    @Option(name: .long, help: "How many processes of auth.") var authReplicas = 1
    @Option(name: .long, help: "How many processes of media.") var mediaReplicas = 1
    @Option(name: .long, help: "How many processes of playlists.") var playlistsReplicas = 1
    @Option(name: .long, help: "How many processes of workers.") var workersReplicas = 1

    @Option(name: .long, help: "Give up when a service is not ready after so many seconds.")
    var readyWithin = 60

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535.") }
        guard replicas.values.allSatisfy((1...32).contains) else { throw ValidationError("There can be 1 to 32 replicas.") }
        guard (1...3600).contains(readyWithin) else { throw ValidationError("--ready-within must be 1 to 3600 seconds.") }
    }

    func run() async throws {
        let folder = DataFolder(data)
        let options = StackOptions(
            folder: folder, mediaFolders: try MediaFolders.resolve(media), port: port,
            binaries: DataFolder.absolute(binDir ?? Self.ownFolder), replicas: replicas, readyWithin: .seconds(readyWithin),
            // Not an option: a URL may hold a password, and a command line is for everybody to read.
            redisURL: ProcessInfo.processInfo.environment["UP_REDIS_URL"].flatMap { $0.isEmpty ? nil : $0 })
        try folder.make()
        let lock = try FolderLock(folder)
        defer { withExtendedLifetime(lock) {} }
        if folder.stores != folder.path {
            Console.standard.say(
                "medianest   | \(folder.path) is closed to the servers' accounts: Postgres and Redis keep theirs in \(folder.stores)")
        }
        try await StackRun(stack: try Stack(options)).untilStopped()
    }

    private var replicas: [ServiceName: Int] {
        [.auth: authReplicas, .media: mediaReplicas, .playlists: playlistsReplicas, .workers: workersReplicas]
    }

    private static var ownFolder: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}
