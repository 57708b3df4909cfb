import NIOCore

/// Keeping the map true.
extension RedisCluster {
    private static let patience = Duration.seconds(1)

    /// A MOVED was heard.
    func moved(_ slot: HashSlot, to address: RedisAddress) {
        let watchers = state.withLock { state in
            state.topology.moved(slot, to: address) ? state.watchers : []
        }
        for watcher in watchers { watcher() }
        scheduleRefresh()
    }

    /// Something is not as the map says.
    func doubt() {
        state.withLock { $0.topology.doubted() }
        scheduleRefresh()
    }

    /// Called at each change of the map, on any thread, until this is closed.
    func watch(_ watcher: @escaping @Sendable () -> Void) {
        state.withLock { $0.watchers.append(watcher) }
    }

    func received(_ map: SlotMap) {
        let (hasChanged, retired, watchers) = state.withLock { state in
            let action = state.topology.received(map)
            let retired = state.nodes.filter { !action.masters.contains($0.key) }
            for address in retired.keys { state.nodes[address] = nil }
            return (action.hasChanged, retired, action.hasChanged ? state.watchers : [])
        }
        if hasChanged { logger.debug("the map of the Redis cluster has changed", metadata: ["masters": "\(map.masters)"]) }
        for node in retired.values { node.retire() }
        for watcher in watchers { watcher() }
        scheduleRefresh()
    }

    func scheduleRefresh() {
        state.withLock { state in
            guard !state.isClosed, let pause = state.topology.untilRefresh(now: .now()) else { return }
            state.refresh?.cancel()
            state.refresh = eventLoop.scheduleTask(in: pause) { [weak self] in self?.refresh() }
        }
    }

    private func refresh() {
        guard state.withLock({ !$0.isClosed && $0.topology.refreshDue(now: .now()) }) else { return }
        ask(candidates[...])
    }

    /// First those that answer, in any order, so that one with an old view is not asked again and again; the configured ones last.
    private var candidates: [RedisAddress] {
        let (connected, others) = state.withLock { state in
            let connected = state.nodes.filter { $0.value.isConnected }.keys.shuffled()
            return (connected, state.nodes.keys.filter { !connected.contains($0) }.shuffled())
        }
        return connected + others + seeds.filter { !connected.contains($0) && !others.contains($0) }
    }

    private func ask(_ candidates: ArraySlice<RedisAddress>) {
        guard let address = candidates.first, let node = node(at: address) else { return refreshed(nil) }
        node.submit([Self.slots], deadline: .now + Self.patience) { result in
            do throws(RedisError) {
                self.refreshed(try SlotMap(try result.get().first ?? .null, saidBy: address))
            } catch {
                self.logger.debug("a node does not tell the slots", metadata: ["node": "\(address)", "error": "\(error)"])
                self.ask(candidates.dropFirst())
            }
        }
    }

    private func refreshed(_ map: SlotMap?) {
        state.withLock { $0.topology.refreshed(map != nil) }
        if let map { received(map) } else { scheduleRefresh() }
    }
}
