import Redis
import Resilience
import Synchronization

/// A lease on being the one that reads, kept in Redis and renewed at a quarter of its lifetime.
///
/// It keeps two from reading at once in the ordinary case only: a holder that was paused may still act for a moment after
/// another took over. What it does must therefore be safe to do twice; the inbox sees to that.
package final class StreamLease: Sendable {
    private static let takeOrRenew = RedisScript(
        """
        local holder = redis.call('GET', KEYS[1])
        if holder == false or holder == ARGV[1] then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
        end
        return 0
        """)
    private static let giveBack = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
        """)

    /// As long as a replica's heartbeat is believed: what follows the holder's facts stands still for this and one renewal at most.
    package static let usualLifetime: Duration = .milliseconds(600)

    private let key: String
    private let holder: String
    private let lifetime: Duration
    private let client: RedisClient
    private let heldUntil = Mutex<ContinuousClock.Instant?>(nil)

    package init(key: String, holder: String, lifetime: Duration, client: RedisClient) {
        self.key = key
        self.holder = holder
        self.lifetime = lifetime
        self.client = client
    }

    /// False as soon as the lease may have run out, whatever Redis thinks.
    package var isHeld: Bool { remaining > .zero }

    /// How long it is held if it is not renewed; zero when it is not held.
    package var remaining: Duration { heldUntil.withLock { $0.map { max(.zero, $0 - .now) } ?? .zero } }

    /// Takes the lease when it is free and renews it, until the task is cancelled.
    /// - Parameter taken: told when it has become this holder's.
    package func keep(taken: @Sendable () -> Void = {}) async {
        while !Task.isCancelled {
            let wasHeld = isHeld
            await tryOnce()
            if !wasHeld, isHeld { taken() }
            await Pulse.next(lifetime / 4)
        }
    }

    package func tryOnce() async {
        // Counted from before the question, so that our belief ends no later than Redis's.
        let asked = ContinuousClock.now
        let milliseconds = "\(Int(lifetime / .milliseconds(1)))"
        do {
            let reply = try await client.evaluate(Self.takeOrRenew, keys: [key], arguments: [holder, milliseconds])
            heldUntil.withLock { $0 = reply.int == 1 ? asked + lifetime : nil }
        } catch {
            // Unknown: what was held stays held until it runs out by itself.
        }
    }

    /// Lets another have it, at once or `after` a while; also from a cancelled task.
    package func release(after pause: Duration = .zero) async {
        heldUntil.withLock { $0 = nil }
        let milliseconds = "\(Int(pause / .milliseconds(1)))"
        await shielded { [client, key, holder] in
            do {
                _ = try await client.evaluate(
                    Self.giveBack, keys: [key], arguments: [holder, milliseconds], deadline: .now + .seconds(1))
            } catch {
                // It runs out by itself.
            }
        }
    }
}
