import Contracts
import HTTPTypes
import Hummingbird
import NIOCore

/// A request's body as it arrives. Used by the one task that answers the request.
final class IncomingBody {
    /// As the client declares it; nil for a chunked body.
    let declaredLength: Int?
    /// Whether nothing is left on the connection that belongs to this request.
    private(set) var isComplete: Bool
    private(set) var count = 0
    private let body: RequestBody
    private var iterator: RequestBody.AsyncIterator?

    init(head: HTTPRequest, body: RequestBody) {
        self.body = body
        declaredLength = head.headerFields[.contentLength].flatMap(Int.init)
        let isChunked = head.headerFields[.transferEncoding] != nil
        isComplete = !isChunked && (declaredLength ?? 0) == 0
    }

    /// The next bytes, nil at the end.
    /// - Throws: `ConnectionBroken`, and a 400 problem when the body ends before the length that was declared.
    func next() async throws -> ByteBuffer? {
        guard !isComplete else { return nil }
        if let bytes = try await received() {
            count += bytes.readableBytes
            return bytes
        }
        isComplete = true
        if let declaredLength, count < declaredLength { throw Problem.malformed("The body ended too early.") }
        return nil
    }

    private func received() async throws(ConnectionBroken) -> ByteBuffer? {
        var iterator = self.iterator ?? body.makeAsyncIterator()
        defer { self.iterator = iterator }
        do {
            return try await iterator.next()
        } catch {
            throw ConnectionBroken(underlying: error)
        }
    }

    /// The whole body, at most `limit` bytes.
    /// - Throws: a 413 problem as soon as it is more.
    func collect(upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, declaredLength ?? 0))
        while let part = try await next() {
            guard bytes.count + part.readableBytes <= limit else { throw Problem.bodyTooLarge(limit) }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    /// Reads what is left and drops it, as long as it is at most `limit` bytes.
    func skip(upTo limit: Int) async throws {
        let end = count + limit
        while count <= end, try await next() != nil {}
    }
}

extension Problem {
    static func bodyTooLarge(_ limit: Int) -> Problem { .tooLarge("The body may have at most \(limit) bytes.") }
}
