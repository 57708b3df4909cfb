import NIOCore
import NIOPosix

/// Accepts connections and never says a word.
struct SilentServer {
    private let channel: any Channel

    static func start() async throws -> SilentServer {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        return SilentServer(channel: try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    func stop() async throws {
        try await channel.close()
    }
}
