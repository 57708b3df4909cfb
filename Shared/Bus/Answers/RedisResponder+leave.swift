import Redis

extension RedisResponder {
    /// In one step, so that an entry delivered in between cannot be forgotten with its consumer.
    private static let removeIdleConsumer = RedisScript(
        """
        redis.call('DEL', KEYS[2])
        if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """)

    /// A consumer that has nothing pending leaves no trace; one that has is left for the others to claim from.
    func leave() async {
        await replies.flush()
        await remove(consumer)
    }

    /// Forgets those that died with nothing pending, from whom nobody claims. One that only seemed dead is a consumer again as
    /// soon as it reads.
    func removeTheGone() async throws {
        let silent = try await client.xinfoConsumers(stream, group: BusKeys.responders).filter {
            $0.name != consumer && $0.pending == 0 && $0.idle > configuration.heartbeatLifetime + configuration.block
        }
        for one in silent where try await !isAlive(one.name) { await remove(one.name) }
    }

    private func isAlive(_ consumer: String) async throws -> Bool {
        try await client.send(RedisCommand("EXISTS", BusKeys.alive(service, consumer: consumer))).int == 1
    }

    /// Forgets a consumer that is gone, unless something is still pending for it.
    func remove(_ consumer: String) async {
        do {
            _ = try await client.evaluate(
                Self.removeIdleConsumer, keys: [stream, BusKeys.alive(service, consumer: consumer)],
                arguments: [BusKeys.responders, consumer], deadline: .now + .seconds(1))
        } catch {
            logger.debug("consumer not removed", metadata: ["consumer": "\(consumer)", "error": "\(error)"])
        }
    }
}
