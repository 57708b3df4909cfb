import Foundation
import NIOPosix
package import Redis

/// A Redis Cluster of a test's own on loopback: masters that share the slots evenly, and a replica of each where asked for.
package final class PrivateRedisCluster: Sendable {
    package struct Failure: Error {
        package let what: String
    }

    /// The first `masterCount` are masters at the start; the others are their replicas, in the same order.
    package let servers: [PrivateRedisServer]
    private let masterCount: Int

    package var url: String { "redis+cluster://\(servers.map { "127.0.0.1:\($0.port)" }.joined(separator: ","))/" }

    /// Returns when every node says that the cluster is well.
    package init(masters: Int = 3, replicas: Bool = false, _ arguments: [String] = []) async throws {
        masterCount = masters
        let options =
            ["--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--cluster-config-file", "nodes.conf"] + arguments
        servers = try (0..<(replicas ? 2 * masters : masters)).map { _ in try PrivateRedisServer(options, port: try Self.freePort()) }
        try await assemble()
    }

    // A node binds a second port, 10 000 above its own.
    private static func freePort() throws -> Int {
        for _ in 0..<1000 {
            let port = try TestSupport.freePort()
            if port + 10_000 < 65_536 { return port }
        }
        throw Failure(what: "no port below 55 536 is free")
    }

    private func assemble() async throws {
        for (index, master) in servers.prefix(masterCount).enumerated() {
            let (first, next) = (16_384 * index / masterCount, 16_384 * (index + 1) / masterCount)
            try await master.ask("CLUSTER", "ADDSLOTSRANGE", "\(first)", "\(next - 1)")
            // Epochs that differ from the start: else the nodes have to settle that first.
            try await master.ask("CLUSTER", "SET-CONFIG-EPOCH", "\(index + 1)")
        }
        for server in servers.dropFirst() { try await server.ask("CLUSTER", "MEET", "127.0.0.1", "\(servers[0].port)") }
        try await everybody { try await $0.clusterNodes().count == self.servers.count }
        for (index, replica) in servers.dropFirst(masterCount).enumerated() {
            try await replica.ask("CLUSTER", "REPLICATE", try await servers[index].clusterID())
        }
        try await everybody { server in
            let isWell = try await server.ask("CLUSTER", "INFO").string?.contains("cluster_state:ok") == true
            let replicas = try await server.clusterNodes().count { $0.contains("slave") }
            return isWell && replicas == self.servers.count - self.masterCount
        }
        for replica in servers.dropFirst(masterCount) {
            try await eventually { try await replica.ask("INFO", "replication").string?.contains("master_link_status:up") == true }
        }
    }

    private func everybody(_ condition: (PrivateRedisServer) async throws -> Bool) async throws {
        for server in servers { try await eventually { try await condition(server) } }
    }

    /// The master that owns the slot of the key, as the first server that answers sees it.
    package func owner(of key: String) async throws -> PrivateRedisServer {
        let slot = Int(HashSlot(of: key).number)
        for server in servers where server.isRunning {
            for range in try await server.ask("CLUSTER", "SLOTS").array ?? [] {
                guard let parts = range.array, let first = parts[0].int, let last = parts[1].int, (first...last).contains(slot)
                else { continue }
                if let owner = servers.first(where: { $0.port == parts[2].array?[1].int }) { return owner }
            }
        }
        throw Failure(what: "nobody owns \(key)")
    }

    /// Moves a slot with its keys, in the steps of a live resharding; `between` runs when the slot is on its way.
    package func move(
        slotOf key: String, to target: PrivateRedisServer, between: () async throws -> Void = {}
    ) async throws {
        let (slot, source) = ("\(HashSlot(of: key).number)", try await owner(of: key))
        let (sourceID, targetID) = (try await source.clusterID(), try await target.clusterID())
        try await target.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", sourceID)
        try await source.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", targetID)
        try await between()
        while true {
            let keys = try await source.ask("CLUSTER", "GETKEYSINSLOT", slot, "100").array?.compactMap(\.string) ?? []
            if keys.isEmpty { break }
            try await source.ask(["MIGRATE", "127.0.0.1", "\(target.port)", "", "0", "5000", "KEYS"] + keys)
        }
        for server in [target, source] { try await server.ask("CLUSTER", "SETSLOT", slot, "NODE", targetID) }
    }
}

extension PrivateRedisServer {
    /// Asks over a connection of its own, made for this.
    @discardableResult
    package func ask(_ words: String...) async throws -> RESPValue { try await ask(words) }

    @discardableResult
    package func ask(_ words: [String]) async throws -> RESPValue {
        let client = RedisClient(
            configuration: try RedisConfiguration(url: url), name: "test", eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: TestPostgres.quietLogger)
        do {
            try await client.connect()
            let reply = try await client.send(RedisCommand(words[0], arguments: Array(words.dropFirst())))
            await client.close()
            return reply
        } catch {
            await client.close()
            throw error
        }
    }

    package func clusterID() async throws -> String { try await ask("CLUSTER", "MYID").decodedString() }

    package func clusterNodes() async throws -> [Substring] {
        try await ask("CLUSTER", "NODES").decodedString().split(separator: "\n")
    }
}
