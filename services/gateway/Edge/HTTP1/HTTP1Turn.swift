import HTTPTypes
import NIOHTTP1

/// What the head of one request decides about how its answer is written.
struct HTTP1Turn {
    struct Framing {
        let head: HTTPResponseHead
        /// False for an answer that is all head, whatever is written after it.
        let hasBody: Bool
        /// Whether the connection ends with it.
        let closes: Bool
    }

    let version: HTTPVersion
    let keepsAlive: Bool
    let isHead: Bool

    /// For an answer to what could not be read.
    static let unread = HTTP1Turn(version: .http1_1, keepsAlive: false, isHead: false)

    /// Sets the headers that tell where the answer ends. Done here and not by the encoder, which does not know what was asked
    /// and would write an empty chunk behind the answer to a HEAD.
    /// - Parameter isLast: nothing more is answered on this connection.
    func framing(of response: HTTPResponse, isLast: Bool = false) -> Framing {
        var fields = response.headerFields
        let isBodiless = response.status == .noContent || response.status == .notModified
        if isBodiless { fields[.contentLength] = nil }
        let hasBody = !isBodiless && !isHead
        let needsChunks = hasBody && !fields.contains(.contentLength)
        let closes = !keepsAlive || isLast || fields.contains(.connection) || needsChunks && version.isOld
        if closes { fields[.connection] = "close" } else if version.isOld { fields[.connection] = "keep-alive" }
        if needsChunks, !version.isOld { fields.append(HTTPField(name: .transferEncoding, value: "chunked")) }
        return Framing(head: HTTPResponseHead(response.status, fields, version), hasBody: hasBody, closes: closes)
    }
}

extension HTTPVersion {
    /// HTTP/1.0. The parser lets nothing older through.
    var isOld: Bool { minor == 0 }
}

extension HTTPResponseHead {
    init(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ version: HTTPVersion) {
        self.init(
            version: version, status: HTTPResponseStatus(statusCode: status.code, reasonPhrase: status.reasonPhrase),
            headers: HTTPHeaders(fields.map { ($0.name.rawName, $0.value) }))
    }
}
