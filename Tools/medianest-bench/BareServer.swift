import Foundation
import Hummingbird
import NIOCore

/// What the gateway's kept answers are compared with: one route of Hummingbird that returns the bytes of a file, and nothing else.
enum BareServer {
    /// `serve FILE PORT`: until it is killed.
    static func run(arguments: [String]) async throws {
        guard arguments.count == 2, let port = Int(arguments[1]) else { throw CocoaError(.featureUnsupported) }
        let body = ByteBuffer(bytes: try Data(contentsOf: URL(fileURLWithPath: arguments[0])))
        let router = Router()
        router.get("/page") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
        }
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await application.runService()
    }
}
