import Contracts
import Crypto

/// What each service may do in Redis: its own keys, the streams that it shares with others, and no command that reaches
/// beyond keys.
enum RedisACL {
    /// The text of an ACL file. It holds digests, not passwords.
    static func file(passwords: [String: String]) -> String {
        // Nobody can sign in as the default user, but Redis replays its append-only file as this user: without permissions it
        // would drop every transaction and script effect of the log at a restart.
        var lines = ["user default reset off ~* &* +@all"]
        for service in ServiceName.allCases {
            lines.append(line(service.rawValue, passwords, keys: keys(service), channels: channels(service)))
        }
        // Who looks after the system may see who is connected, and cut one off.
        lines.append(line(Secrets.operatorUser, passwords, keys: ["mn:*"], channels: ["mn:*"]) + " +client|list +client|kill")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let commands = [
        "+@read", "+@write", "+@stream", "+@pubsub", "+@scripting", "+@transaction", "+@connection", "+@blocking", "-@dangerous",
        "+info", "+time", "+ping", "+role", "+cluster|slots", "-script|flush", "-script|kill", "-function", "-swapdb",
    ]

    static func keys(_ service: ServiceName) -> [String] {
        let name = service.rawValue
        return [
            "mn:{\(name)}:*", "mn:\(name):*", "mn:cache:*", "mn:{cache*", "mn:{replies:*}", "mn:{*}:requests", "mn:{*}:events",
            "mn:{*}:events:dead:\(name)", "mn:{*}:lease:\(name)", "mn:{ops}:\(service == .gateway ? "*" : "\(name):*")",
        ] + (hasJobs(service) ? ["mn:{jobs}:*"] : []) + (service == .gateway ? ["mn:{limit:*}"] : [])
    }

    static func channels(_ service: ServiceName) -> [String] {
        ["mn:{\(service.rawValue)}:*", "mn:{*}:cancel", "mn:cache:*", "mn:{cache*"] + (hasJobs(service) ? ["mn:{jobs}:*"] : [])
    }

    private static func hasJobs(_ service: ServiceName) -> Bool {
        switch service {
        case .gateway, .media, .workers: true
        case .auth, .playlists: false
        }
    }

    private static func line(_ user: String, _ passwords: [String: String], keys: [String], channels: [String]) -> String {
        let words =
            ["user", user, "reset", "on", "#\(digest(passwords[user] ?? ""))"] + keys.map { "~\($0)" } + channels.map { "&\($0)" }
            + commands
        return words.joined(separator: " ")
    }

    /// A password as an ACL file keeps it.
    static func digest(_ password: String) -> String {
        SHA256.hash(data: Array(password.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
