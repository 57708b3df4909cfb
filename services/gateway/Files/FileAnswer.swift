import Compression
import HTTPTypes
import Hummingbird
import MediaFiles

/// The response to a request for a file: conditions, ranges and headers (RFC 9110, sections 13 and 14).
///
/// A type that gains by it is compressed while it is sent, where the client takes that and asks for no range. Those bytes are another
/// entity, with a tag of their own, and of unknown length; ranges are of the plain ones only, so they are not offered.
struct FileAnswer: Sendable {
    let file: OpenedFile
    let contentType: String
    /// A strong entity tag.
    let tag: String
    let name: String
    let compressor: BodyCompressor

    private var modified: String { HTTPDate.text(file.facts.modified / 1_000_000_000) }

    func response(to request: HTTPFields) -> Response {
        if let compressed = compressed(request) { return compressed }
        if EntityTag.isMatch(request[.ifNoneMatch], tag) { return empty(.notModified) }
        switch range(request) {
        case .whole: return content(.ok, 0..<file.size)
        case .part(let range):
            var response = content(.partialContent, range)
            response.headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return response
        case .unsatisfiable:
            var response = empty(.rangeNotSatisfiable)
            response.headers[.contentRange] = "bytes */\(file.size)"
            response.headers[.contentLength] = "0"
            return response
        }
    }

    /// Nil where the plain bytes are to be sent.
    private func compressed(_ request: HTTPFields) -> Response? {
        guard request[.range] == nil, request[.ifRange] == nil else { return nil }
        let coding = CompressionPolicy().coding(
            for: AcceptEncoding(request[.acceptEncoding]), contentType: contentType, length: Int(file.size),
            isOptedOut: request[.noCompression] != nil)
        guard let coding, let stream = compressor.stream(as: coding) else { return nil }
        let tag = EntityTag.suffixed(tag, with: coding.rawValue)
        let isHeld = EntityTag.isMatch(request[.ifNoneMatch], tag)
        var response = isHeld ? empty(.notModified) : content(.ok, CompressedBody(stream, of: file).response)
        response.headers[.eTag] = tag
        response.headers[.acceptRanges] = "none"
        if !isHeld { response.headers[.contentEncoding] = coding.rawValue }
        return response
    }

    /// `If-Range` with anything but exactly this version makes the range void.
    private func range(_ request: HTTPFields) -> ByteRange {
        if let condition = request[.ifRange], condition != tag, condition != modified { return .whole }
        return ByteRange(request[.range], size: file.size)
    }

    private func content(_ status: HTTPResponse.Status, _ range: Range<Int64>) -> Response {
        content(status, range.isEmpty ? ResponseBody() : FileBody(file: file, range: range).response)
    }

    private func content(_ status: HTTPResponse.Status, _ body: ResponseBody) -> Response {
        var response = Response(status: status, headers: headers, body: body)
        response.headers[.contentType] = contentType
        response.headers[.contentDisposition] = Self.disposition(name)
        return response
    }

    private func empty(_ status: HTTPResponse.Status) -> Response {
        var response = Response(status: status, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }

    private var headers: HTTPFields {
        [
            .acceptRanges: "bytes", .eTag: tag, .lastModified: modified, .cacheControl: "private, no-cache",
            .vary: CompressionPolicy().gains(contentType) ? "Accept-Encoding, Authorization" : "Authorization",
        ]
    }

    /// RFC 6266 with the encoding of RFC 8187, which knows every name and no quotes.
    private static func disposition(_ name: String) -> String {
        var text = "inline; filename*=UTF-8''"
        for byte in name.utf8.prefix(255) {
            let isPlain =
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            text += isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return text
    }
}
