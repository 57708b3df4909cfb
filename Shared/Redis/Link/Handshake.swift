/// What is said on a new connection before anything else: who we are, which database, our name, whether it is the master
/// where sentinels say so, and whether the server is ready to serve. Pure: commands out, replies in.
struct Handshake {
    enum Action: Equatable {
        case wait
        case succeeded
        case failed(RedisError)
    }

    private enum Step {
        case authenticate, select, setName, role, ping
    }

    let commands: [RedisCommand]
    private var steps: ArraySlice<Step>

    init(configuration: RedisConfiguration, name: String) {
        var script: [(Step, RedisCommand)] = []
        if let password = configuration.password {
            let identity: [any RedisArgument] = configuration.username.map { [$0, password] } ?? [password]
            script.append((.authenticate, RedisCommand("AUTH", arguments: identity)))
        }
        if configuration.database != 0 { script.append((.select, RedisCommand("SELECT", configuration.database))) }
        if let name = Self.acceptable(name) { script.append((.setName, RedisCommand("CLIENT", "SETNAME", name))) }
        if case .sentinel = configuration.topology { script.append((.role, RedisCommand("ROLE"))) }
        script.append((.ping, RedisCommand("PING")))
        commands = script.map(\.1)
        steps = script.map(\.0)[...]
    }

    mutating func receivedReply(_ reply: RESPValue) -> Action {
        guard let step = steps.popFirst() else {
            return .failed(RedisError(.protocolViolation, "a reply that was not asked for"))
        }
        if case .error(let error) = reply, !Self.isHarmless(error, in: step) { return .failed(error) }
        if step == .role, reply.array?.first?.string != "master" {
            return .failed(RedisError(.connectionFailed, "the sentinels named a server that is no master"))
        }
        return steps.isEmpty ? .succeeded : .wait
    }

    /// A user may be allowed neither to name itself nor to ping; it is connected all the same.
    /// `LOADING` to the ping, however, means: come back later.
    private static func isHarmless(_ error: RedisError, in step: Step) -> Bool {
        switch step {
        case .authenticate, .select, .role: false
        case .setName: error.code != .server("NOAUTH")
        case .ping: error.code == .server("NOPERM")
        }
    }

    // Redis refuses names with spaces, line ends and other unprintable characters.
    private static func acceptable(_ name: String) -> String? {
        let kept = name.utf8.filter { (UInt8(ascii: "!")...UInt8(ascii: "~")).contains($0) }
        return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
    }
}
