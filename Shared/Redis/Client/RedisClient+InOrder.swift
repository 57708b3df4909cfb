extension RedisClient {
    /// As `submit`, and what comes `then` runs only after what comes first, wherever the keys lie. To one server that is one write;
    /// to a cluster the rest leaves when all of the first has been answered, and not at all if it could not be.
    package func submit(
        _ first: [RedisCommand], then rest: [RedisCommand], deadline: ContinuousClock.Instant? = nil,
        completion: @escaping @Sendable (Result<[RESPValue], RedisError>) -> Void
    ) {
        if first.isEmpty { return submit(rest, deadline: deadline, completion: completion) }
        if cluster == nil { return submit(first + rest, deadline: deadline, completion: completion) }
        let deadline = deadline ?? .now + configuration.commandTimeout
        submit(first, deadline: deadline) { result in
            guard case .success(let replies) = result else { return completion(result) }
            self.submit(rest, deadline: deadline) { completion($0.map { replies + $0 }) }
        }
    }
}
