import Foundation

/// Where one process tells its metrics.
struct MetricsTarget: Sendable, Hashable {
    /// For people.
    var name: String
    /// In numbers.
    var address: String
    var port: Int

    static func of(_ processes: [RunningStack.Process]) -> [MetricsTarget] {
        processes.map { MetricsTarget(name: $0.name, address: "127.0.0.1", port: $0.internalPort) }
    }

    /// All processes behind `http://host:port`: as many as the name has addresses, as `tasks.media` has in a swarm, and a service
    /// without a cluster address in Kubernetes.
    static func resolve(_ url: String) async throws(CommandError) -> [MetricsTarget] {
        guard let parts = URLComponents(string: url), parts.scheme == "http", let host = parts.host, !host.isEmpty, let port = parts.port,
            ["", "/", "/metrics"].contains(parts.path)
        else { throw .usage("--metrics wants http://HOST:PORT, not \"\(url.prefix(200))\"") }
        let name = host.trimmingCharacters(in: ["[", "]"])
        let addresses: [String] = await withCheckedContinuation { continuation in
            // A thread of its own: looking up a name waits for the network.
            DispatchQueue(label: "resolver").async { continuation.resume(returning: Self.addresses(of: name)) }
        }
        guard !addresses.isEmpty else { throw .unavailable("nobody knows the address of \(name)") }
        return addresses.map {
            MetricsTarget(name: addresses.count == 1 ? "\(name):\(port)" : "\(name) at \($0):\(port)", address: $0, port: port)
        }
    }

    private static func addresses(of host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                let address = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                if !found.contains(address) { found.append(address) }
            }
            next = entry.ai_next
        }
        return found
    }
}
