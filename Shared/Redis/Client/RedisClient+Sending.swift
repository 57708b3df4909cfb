import NIOCore

extension RedisClient {
    /// Sends one command and waits for its reply.
    ///
    /// Throws an error reply as `.server`; `.timedOut` when `deadline` (by default the configured command timeout)
    /// passes; `.cancelled` at once when the task is cancelled; `.connectionLost` when the connection drops after the
    /// command was written. In these last three cases the command may have run. While the client reconnects,
    /// commands wait for it until their deadline.
    package func send(
        _ command: RedisCommand, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> RESPValue {
        if let cluster {
            let reply = try await cluster.pipeline([command], deadline: deadline)[0]
            if case .error(let error) = reply { throw error }
            return reply
        }
        let key = try makeKey()
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let slot = Slot(key: key, deadline: limit(deadline), completion: .single(continuation))
                command.withEncoded { submit(slot, encoded: $0) }
                cancelIfTooLate(key)
            }
        } onCancel: {
            cancel(key)
        }
        return try result.get()
    }

    /// Sends the commands in one piece, with no other caller's between them. Error replies are among the replies;
    /// this throws as `send` does, without any reply, when one of them does not come.
    ///
    /// In a cluster that holds for the commands of each slot: those of several nodes run at the same time. Keys of one command,
    /// and all keys of a MULTI block, must lie in one slot, or `.crossSlot` is thrown.
    package func pipeline(
        _ commands: [RedisCommand], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [RESPValue] {
        guard !commands.isEmpty else { return [] }
        if let cluster { return try await cluster.pipeline(commands, deadline: deadline) }
        let key = try makeKey()
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                submit(commands, key: key, deadline: deadline, completion: .pipeline(continuation))
                cancelIfTooLate(key)
            }
        } onCancel: {
            cancel(key)
        }
        return try result.get()
    }

    /// As `pipeline`, without a task. `completion` runs once, on the event loop, never before this returns.
    package func submit(
        _ commands: [RedisCommand], deadline: ContinuousClock.Instant? = nil,
        completion: @escaping @Sendable (Result<[RESPValue], RedisError>) -> Void
    ) {
        guard !commands.isEmpty else { return eventLoop.execute { completion(.success([])) } }
        if let cluster { return cluster.submit(commands, deadline: deadline, completion: completion) }
        submit(commands, key: freshKey(), deadline: deadline, completion: .callback(completion))
    }
}

extension RedisClient {
    typealias Slot = CommandQueue<CommandCompletion>.Slot

    /// Whoever is cancelled already sends nothing.
    private func makeKey() throws(RedisError) -> UInt64 {
        if Task.isCancelled { throw RedisError(.cancelled) }
        return freshKey()
    }

    func freshKey() -> UInt64 {
        nextKey.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    private func limit(_ deadline: ContinuousClock.Instant?) -> NIODeadline {
        guard let deadline else { return .now() + commandTimeout }
        // Farther ahead than a timer can count is never.
        let rest = min(deadline - .now, .seconds(1_000_000_000))
        return .now() + TimeAmount(rest)
    }

    func submit(
        _ commands: [RedisCommand], key: UInt64, deadline: ContinuousClock.Instant?, completion: CommandCompletion
    ) {
        let slot = Slot(key: key, deadline: limit(deadline), pipeline: commands.count, completion: completion)
        if commands.count == 1 { return commands[0].withEncoded { submit(slot, encoded: $0) } }
        var bytes = ByteBuffer()
        for command in commands { command.withEncoded { _ = bytes.writeBytes($0) } }
        bytes.withUnsafeReadableBytes { submit(slot, encoded: $0) }
    }

    func submit(_ slot: Slot, encoded: UnsafeRawBufferPointer) {
        switch state.withLock({ $0.queue.submitted(slot, encoded: encoded) }) {
        case .wait: break
        case .wake: eventLoop.execute { self.wake() }
        case .reject(let code): reject(slot, code)
        }
    }

    private func reject(_ slot: Slot, _ code: RedisError.Code) {
        guard let completion = slot.completion else { return }
        if case .callback = completion {
            // A callback may take locks that its submitter holds at this moment.
            eventLoop.execute { self.fail([completion], RedisError(code)) }
        } else {
            fail([completion], RedisError(code))
        }
    }

    // A cancellation that came before the command was in the queue has found nothing to cancel.
    private func cancelIfTooLate(_ key: UInt64) {
        if Task.isCancelled { cancel(key) }
    }

    /// Nobody waits for it any more: it does not run if it was not written.
    func abandon(_ key: UInt64) {
        _ = state.withLock { $0.queue.cancelled(key: key) }
    }

    private func cancel(_ key: UInt64) {
        guard let completion = state.withLock({ $0.queue.cancelled(key: key) }) else { return }
        fail([completion], RedisError(.cancelled))
    }
}
