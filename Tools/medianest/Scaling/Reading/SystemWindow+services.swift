extension SystemWindow {
    /// Nil where the service answers nothing.
    func load(of service: String) -> ServiceLoad? {
        let replicas = replicas(of: service)
        guard !replicas.isEmpty else { return nil }
        return service == "gateway" ? gateway(replicas) : answering(service, replicas)
    }

    private func answering(_ service: String, _ replicas: [ProcessWindow]) -> ServiceLoad {
        let handlers = replicas.buckets("bus_handler_seconds")
        let waits = replicas.buckets("bus_queue_seconds")
        // What timed out is among what failed.
        let sent = ["answered", "failed", "shed"].reduce(0) {
            $0 + processes.rate("bus_requests_total", ["service": service, "outcome": $1])
        }
        return ServiceLoad(
            service: service, replicas: replicas.count, requests: handlers.count,
            offered: max(sent, replicas.rate("bus_queue_seconds_count")), handling: replicas.moments("bus_handler"), handlers: handlers,
            streamWait: waits.mean ?? 0, responses: processes.buckets("bus_request_seconds", ["service": service]),
            slots: replicas.most("bus_concurrency_limit").map { Int($0) }, loops: loops(replicas), processor: replicas.processor,
            hashing: hashing(replicas), pool: pool(replicas), machine: machine(of: replicas))
    }

    /// What takes as long as the client pleases says nothing about the gateway.
    private func gateway(_ replicas: [ProcessWindow]) -> ServiceLoad {
        let requests = replicas.buckets("http_request_seconds") { labels in
            let route = labels["route"] ?? ""
            return !route.hasSuffix("/events") && !route.hasSuffix("/stream")
        }
        let rate = replicas.rate("http_request_seconds_count")
        return ServiceLoad(
            service: "gateway", replicas: replicas.count, requests: requests.count, offered: rate,
            handling: Moments(mean: requests.mean ?? 0, variation: 1), handlers: requests, responses: requests, loops: loops(replicas),
            processor: replicas.processor, machine: machine(of: replicas))
    }

    private func loops(_ replicas: [ProcessWindow]) -> (busy: Double, perReplica: Int) {
        let name = "event_loop_cpu_seconds_total"
        return (replicas.rate(name), max(1, replicas.map { $0.values(of: "loop", in: name).count }.max() ?? 1))
    }

    private func hashing(_ replicas: [ProcessWindow]) -> InnerLine? {
        guard let threads = replicas.most("auth_hashing_threads") else { return nil }
        let (count, processor) = (replicas.growth("auth_hashing_seconds_count"), replicas.growth("auth_hashing_cpu_seconds_total"))
        return InnerLine(
            rate: replicas.rate("auth_hashing_seconds_count"), service: replicas.moments("auth_hashing"), serversPerReplica: Int(threads),
            meanWait: replicas.buckets("auth_hashing_wait_seconds").mean ?? 0, processor: count > 0 ? processor / count : nil)
    }

    private func pool(_ replicas: [ProcessWindow]) -> InnerLine? {
        let acquired = replicas.growth("postgres_acquired_total")
        guard let most = replicas.most("postgres_connections_max"), acquired > 0 else { return nil }
        return InnerLine(
            rate: replicas.rate("postgres_acquired_total"),
            service: Moments(mean: replicas.growth("postgres_connection_busy_seconds_total") / acquired, variation: 1),
            serversPerReplica: Int(most), meanWait: replicas.growth("postgres_acquire_wait_seconds_total") / acquired)
    }
}
