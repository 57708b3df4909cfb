import Contracts
import Foundation
import Runtime

/// One process of one service: its name, its ports and how it is started.
struct ServiceProcess: Sendable {
    let name: String
    let service: ServiceName
    let internalPort: PortReservation
    /// The gateway's own.
    var publicPort: PortReservation?

    /// All of a system's, in the order in which they depend on each other: the gateway last.
    static func all(_ options: StackOptions) throws(CommandError) -> [ServiceProcess] {
        var processes: [ServiceProcess] = []
        for service in [ServiceName.auth, .media, .playlists, .workers, .gateway] {
            let count = options.replicas[service] ?? 1
            for number in 1...count {
                let name = count == 1 ? service.rawValue : "\(service.rawValue)-\(number)"
                processes.append(
                    ServiceProcess(name: name, service: service, internalPort: try internalPort(of: service, number)))
            }
        }
        let last = processes.count - 1
        processes[last].publicPort = try publicPort(options.port)
        return processes
    }

    /// The first of a service stands where people look for it, if that is free.
    private static func internalPort(of service: ServiceName, _ number: Int) throws(CommandError) -> PortReservation {
        if number == 1, let usual = PortReservation.unused(service.defaultInternalPort) { return usual }
        return try .any()
    }

    private static func publicPort(_ port: Int) throws(CommandError) -> PortReservation {
        port == 0 ? try .any(onAllAddresses: true) : try .wanted(port)
    }

    func program(_ options: StackOptions, redis: RedisServer, postgres: PostgresServer) throws(CommandError) -> Program {
        let executable = "\(options.binaries)/\(service.rawValue)"
        guard FileManager.default.isExecutableFile(atPath: executable) else {
            throw .unavailable("there is no program \(executable); build it first, or say where it is with --bin-dir")
        }
        var environment = Self.inherited
        if service != .workers { for key in Self.mailSecrets { environment[key] = nil } }
        environment["REDIS_URL"] = redis.url(user: service.rawValue)
        if service.needsPostgres {
            let role = ServiceRole(name: service.rawValue)
            environment["POSTGRES_URL"] = postgres.url(role: role, password: redis.secrets.postgres[role.name] ?? "")
        }
        environment["INTERNAL_HOST"] = "127.0.0.1"
        environment["INTERNAL_PORT"] = "\(internalPort.port)"
        environment["STORAGE_PATH"] = options.folder.storage
        environment["MEDIA_ROOTS"] = options.mediaFolders.joined(separator: ":")
        if let publicPort { environment["GATEWAY_PORT"] = "\(publicPort.port)" }
        return Program(name: name, arguments: [executable], environment: environment, folder: options.folder.storage)
    }

    /// Only workers send mail, so only they are told how.
    private static let mailSecrets = ["SMTP_URL", "SMTP_URL_FILE"]

    /// Ours, so that LOG_LEVEL and the services' other settings pass through, without what names servers of somebody else's.
    private static var inherited: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for key in ["UP_REDIS_URL", "REDIS_URL", "CACHE_REDIS_URL", "POSTGRES_URL", "INSTANCE_ID"] {
            environment[key] = nil
            environment["\(key)_FILE"] = nil
        }
        // Together they stay below the time in which a stopped system has to be gone.
        environment["DRAIN_SECONDS", default: "5"] += ""
        environment["CANCEL_SECONDS", default: "2"] += ""
        return environment
    }
}
