import Contracts
import Glibc

/// What `<service> --health` does: asks the running process on its internal port whether it is ready. For container health
/// checks, where the image has no HTTP client.
package enum HealthProbe {
    /// Does nothing without the flag; with it, the process ends with 0 for ready and 1 for not.
    package static func exitIfAsked(
        _ service: ServiceName, arguments: [String] = CommandLine.arguments
    ) async {
        guard arguments.dropFirst().contains("--health") else { return }
        do {
            let reader = try await ConfigurationReader.reading()
            let address = InternalAddress(reader, service: service)
            try reader.finish()
            finish(isReady(address))
        } catch {
            ProcessExit.end(with: error)
        }
    }

    /// One `GET /health/ready` over a plain socket; it blocks, for a few seconds at most.
    static func isReady(_ address: InternalAddress, patience: Duration = .seconds(6)) -> Bool {
        guard let socket = ProbeSocket(host: reachable(address.host), port: address.port, patience: patience) else {
            return false
        }
        defer { socket.close() }
        let request = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        return socket.send(request) && socket.receive(limit: 12) == "HTTP/1.1 200"
    }

    /// A wildcard is an address to listen on, not one to call.
    private static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    private static func finish(_ isReady: Bool) -> Never {
        if !isReady { ProcessExit.write("not ready") }
        exit(isReady ? 0 : 1)
    }
}
