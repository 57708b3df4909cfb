import Foundation
import MediaFiles
import NIOPosix
import ServiceLifecycle

@testable import gateway

/// A `TestGateway` behind a real port.
enum LiveGateway {
    /// Serves while `body` runs, then stops as the process would.
    static func serve(
        _ test: TestGateway, _ limits: Limits = Limits(), edge: EdgeConfiguration = EdgeConfiguration(),
        certificate: ServerCertificate? = nil, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = PublicServer(
            host: "127.0.0.1", port: 0, limits: limits,
            connection: ConnectionHandler(
                responder: test.responder,
                observer: RequestObserver(routes: Routes.all, metrics: test.gateway.metrics, logger: TestGateway.logger),
                trustedProxies: TrustedProxies()),
            eventLoopGroup: group, logger: TestGateway.logger, edge: edge, certificate: certificate, onBound: { port.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let services = ServiceGroup(services: [server], logger: TestGateway.logger)
            tasks.addTask { try await services.run() }
            for await port in ports {
                try await body(port)
                break
            }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try await group.shutdownGracefully()
    }

    /// The client blocks, so it has a thread that may.
    @discardableResult static func talk<Result: Sendable>(
        _ port: Int, _ talk: @escaping @Sendable (RawClient) throws -> Result
    ) async throws -> Result {
        try await FileThreads(width: 1).run { _ in try talk(RawClient(port: port)) }
    }
}
