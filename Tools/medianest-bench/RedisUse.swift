import Redis

/// What the servers have done, by their own account, each in the order of its address.
struct RedisUse {
    /// Processor time in seconds, of all threads.
    var processor: [Double]
    var commands: [Int]

    static func of(_ redis: RedisClient) async throws -> RedisUse {
        let deadline = ContinuousClock.now + .seconds(5)
        let times = try await redis.infoOfServers(section: "cpu", deadline: deadline).get()
        let counts = try await redis.infoOfServers(section: "stats", deadline: deadline).get()
        return RedisUse(
            processor: times.map { number("used_cpu_user", in: $0) + number("used_cpu_sys", in: $0) },
            commands: counts.map { Int(number("total_commands_processed", in: $0)) })
    }

    func since(_ before: RedisUse) -> RedisUse {
        RedisUse(
            processor: zip(processor, before.processor).map { $0 - $1 }, commands: zip(commands, before.commands).map { $0 - $1 })
    }

    func write(roundTrips count: Int) throws {
        for (server, time) in processor.enumerated() {
            let perRoundTrip = Duration.seconds(time / Double(count))
            try Measurement("Redis \(server + 1): processor time for each round trip", microseconds: perRoundTrip, baseline: perRoundTrip)
                .write()
        }
        let commands = Double(commands.reduce(0, +)) / Double(count)
        try Measurement("Redis: commands for each round trip", rate: commands, baseline: commands).write()
    }

    private static func number(_ name: String, in text: String) -> Double {
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name):") }
        return line.flatMap { Double($0.dropFirst(name.count + 1)) } ?? 0
    }
}
