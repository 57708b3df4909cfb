import Runtime

/// What `/ops/pool` says: each replica's pool of connections to Postgres.
struct PoolReport: Encodable {
    struct Item: Encodable {
        let service: String
        let instance: String
        let pool: PoolFigures
    }

    let items: [Item]
    /// All that have a database, with those that did not answer.
    let replicas: [ReplicaStanding]

    init(_ known: [KnownReplica]) {
        let own = known.filter { $0.service.needsPostgres }
        replicas = own.map(ReplicaStanding.init)
        items = own.compactMap { replica in
            replica.report?.pool.map { Item(service: replica.service.rawValue, instance: replica.instance, pool: $0) }
        }
    }
}
