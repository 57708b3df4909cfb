import Logging
import NIOCore
import Synchronization

/// The nodes of a Redis Cluster behind one client: a connection to each master, and the map that says which one to ask.
final class RedisCluster: Sendable {
    struct State {
        var topology = ClusterTopology()
        var nodes: [RedisAddress: RedisClient] = [:]
        var isClosed = false
        var refresh: Scheduled<Void>?
        /// Told of every change of the map.
        var watchers: [@Sendable () -> Void] = []
    }

    let eventLoop: any EventLoop
    let configuration: RedisConfiguration
    let seeds: [RedisAddress]
    let name: String
    let logger: Logger
    let state = Mutex(State())

    init(
        _ configuration: RedisConfiguration, seeds: [RedisAddress], name: String, eventLoop: any EventLoop, logger: Logger
    ) {
        self.configuration = configuration
        self.seeds = seeds
        self.name = name
        self.eventLoop = eventLoop
        self.logger = logger
    }

    /// Reads the map from the first seed that has one. Throws what the last of them said.
    func readMap() async throws(RedisError) {
        var failure = RedisError(.invalidConfiguration, "a cluster needs an address")
        for seed in seeds {
            do throws(RedisError) {
                return received(try await map(from: seed))
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// And connects to all masters; those that cannot be reached within a second are waited for by who needs them.
    func connect() async throws(RedisError) {
        try await readMap()
        let nodes = masters.compactMap { node(at: $0) }
        let deadline = ContinuousClock.now + min(configuration.connectTimeout, .seconds(1))
        await withDiscardingTaskGroup { group in
            for node in nodes {
                // Whatever it replies, it has replied.
                group.addTask { _ = await node.uncancelled([.ping], deadline: deadline) }
            }
        }
    }

    private func map(from seed: RedisAddress) async throws(RedisError) -> SlotMap {
        let client = RedisClient(
            configuration: configuration(of: seed), name: name, eventLoop: eventLoop, logger: logger, persists: false)
        do throws(RedisError) {
            try await client.connect()
            let map = try SlotMap(try await client.send(Self.slots), saidBy: seed)
            await client.close()
            return map
        } catch {
            await client.close()
            throw error
        }
    }

    static let slots = RedisCommand("CLUSTER", "SLOTS")

    func close() async {
        let nodes = state.withLock { state in
            state.isClosed = true
            state.refresh?.cancel()
            state.watchers = []
            defer { state.nodes = [:] }
            return state.nodes.values.map(\.self)
        }
        for node in nodes { await node.close() }
    }

    func configuration(of address: RedisAddress) -> RedisConfiguration {
        var configuration = configuration
        configuration.topology = .single
        (configuration.host, configuration.port) = (address.host, address.port)
        return configuration
    }

    func owner(of slot: HashSlot?) -> RedisAddress? { state.withLock { $0.topology.owner(of: slot) } }

    /// The client of a node, which is connected to from the first call on. Nil once this is closed.
    func node(at address: RedisAddress) -> RedisClient? {
        let (node, isNew) = state.withLock { state -> (RedisClient?, Bool) in
            if state.isClosed { return (nil, false) }
            if let known = state.nodes[address] { return (known, false) }
            let node = makeNode(address)
            state.nodes[address] = node
            return (node, true)
        }
        if isNew { node?.open() }
        return node
    }

    private func makeNode(_ address: RedisAddress) -> RedisClient {
        RedisClient(
            configuration: configuration(of: address), name: name, eventLoop: eventLoop, logger: logger, persists: true
        ) { [weak self] isReady in self?.nodeChanged(address, isReady: isReady) }
    }

    private func nodeChanged(_ address: RedisAddress, isReady: Bool) {
        state.withLock { state in
            if isReady { state.topology.nodeReady(address) } else { state.topology.nodeLost(address) }
        }
        if !isReady { scheduleRefresh() }
    }
}
