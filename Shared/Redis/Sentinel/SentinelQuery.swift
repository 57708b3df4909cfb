import Logging
import NIOCore

/// Asks sentinels, one after the other, who the master is.
struct SentinelQuery: Sendable {
    /// For each sentinel.
    static let patience = Duration.seconds(1)

    private let sentinels: RedisTopology.Sentinels
    private let configuration: RedisConfiguration
    private let name: String
    private let eventLoop: any EventLoop

    /// `configuration` is the master's: TLS holds for sentinels too.
    init(_ sentinels: RedisTopology.Sentinels, configuration: RedisConfiguration, name: String, eventLoop: any EventLoop) {
        self.sentinels = sentinels
        self.configuration = configuration
        self.name = name
        self.eventLoop = eventLoop
    }

    /// What the first sentinel says that answers and knows it. Throws `.connectionFailed` when none does.
    func master() async throws(RedisError) -> RedisAddress {
        var failure: RedisError?
        for address in sentinels.addresses {
            do throws(RedisError) {
                if let master = try await master(by: address) { return master }
            } catch {
                failure = error
            }
        }
        throw RedisError(.connectionFailed, "no sentinel names a master \(sentinels.master)", underlying: failure)
    }

    private func master(by address: RedisAddress) async throws(RedisError) -> RedisAddress? {
        let client = RedisClient(
            configuration: configuration(of: address), name: name, eventLoop: eventLoop,
            logger: Logger(label: "sentinel") { _ in SwiftLogNoOpLogHandler() }, persists: false)
        do throws(RedisError) {
            try await client.connect()
            let reply = try await client.send(RedisCommand("SENTINEL", "GET-MASTER-ADDR-BY-NAME", sentinels.master))
            await client.close()
            return try Self.address(in: reply)
        } catch {
            await client.close()
            throw error
        }
    }

    private func configuration(of address: RedisAddress) -> RedisConfiguration {
        var configuration = configuration
        configuration.topology = .single
        (configuration.host, configuration.port, configuration.database) = (address.host, address.port, 0)
        (configuration.username, configuration.password) = (sentinels.username, sentinels.password)
        configuration.connectTimeout = min(configuration.connectTimeout, Self.patience)
        configuration.commandTimeout = Self.patience
        return configuration
    }

    /// Nil for a master that the sentinel does not watch.
    private static func address(in reply: RESPValue) throws(RedisError) -> RedisAddress? {
        if reply.isNull { return nil }
        let parts = try reply.decodedArray()
        guard parts.count == 2, let host = parts[0].string, let port = parts[1].int else { throw reply.unexpected("an address") }
        return RedisAddress(host, port)
    }
}
