import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A response with its body read.
struct TestReply {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        body = collected.bytes
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func problem() throws -> Problem { try JSONDecoder().decode(Problem.self, from: Data(body)) }

    /// The fields that a 422 names.
    func wrongFields() throws -> [String] { try problem().errors?.map(\.field) ?? [] }
}

private final class Collected {
    var bytes: [UInt8] = []
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws { collected.bytes += buffer.readableBytesView }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
