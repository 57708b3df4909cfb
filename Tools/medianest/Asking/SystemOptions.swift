import ArgumentParser

/// How a command finds the system that it is about.
struct SystemOptions: ParsableArguments {
    @Option(name: .long, help: "The data folder of a system that `medianest up` runs.", completion: .directory)
    var data: String?

    @Option(
        name: .long,
        help: "Redis, where the system runs otherwise. (default: what `up` wrote down, else $REDIS_URL, or what $REDIS_URL_FILE names)")
    var redisURL: String?

    func running() throws(CommandError) -> RunningStack? {
        try RunningStack.find(DataFolder(data))
    }

    func redis() throws(CommandError) -> String {
        if let redisURL { return redisURL }
        if let running = try running() { return running.redisURL }
        if let url = try EnvironmentSecret.value("REDIS_URL") { return url }
        throw .unavailable("no system runs on \(DataFolder(data).path); start it with `medianest up`, or give --redis-url")
    }
}
