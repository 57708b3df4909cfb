import Bus
import Compression
import Contracts
import HTTPTypes
import NIOCore
import Synchronization

/// An answer with everything finished: its headers, its entity tag, and its bytes in each encoding that somebody has asked for.
/// A hit copies and computes nothing.
final class KeptResponse: Sendable {
    /// One encoding of the answer.
    struct Variant: Sendable {
        let headers: HTTPFields
        let body: ByteBuffer
        var entityTag: String { headers.value(of: .eTag) ?? "" }
    }

    let status: HTTPResponse.Status
    /// The route's place in the table, for the metrics.
    let route: Int
    /// By the wall clock, because other gateways read it too.
    let made: Timestamp
    let lifetime: Duration
    /// When this gateway asked for it; nil for one that another gateway has asked for.
    let asked: ContinuousClock.Instant?
    let plain: Variant
    private let policy: CompressionPolicy
    private let encoded = Mutex<[ContentCoding: Variant]>([:])

    init(
        status: Int, headers: HTTPFields, body: ByteBuffer, route: Int, made: Timestamp = .now(), lifetime: Duration,
        asked: ContinuousClock.Instant? = nil, policy: CompressionPolicy = CompressionPolicy()
    ) {
        self.status = HTTPResponse.Status(code: status)
        self.route = route
        self.made = made
        self.lifetime = lifetime
        self.asked = asked
        self.policy = policy
        var headers = headers
        if headers[.eTag] == nil, status == 200 { headers[.eTag] = EntityTag.make(of: body) }
        headers[.contentLength] = String(body.readableBytes)
        plain = Variant(headers: headers, body: body)
    }

    /// What it takes of memory, about.
    var cost: Int { plain.body.readableBytes * 2 + 512 }

    /// The coding that suits a client best.
    func coding(for accepted: AcceptEncoding, isOptedOut: Bool) -> ContentCoding {
        policy.coding(
            for: accepted, contentType: plain.headers.value(of: .contentType), length: plain.body.readableBytes, isOptedOut: isOptedOut)
            ?? .identity
    }

    /// The finished bytes of a coding; nil where nobody has asked for it yet.
    func variant(_ coding: ContentCoding) -> Variant? {
        coding == .identity ? plain : encoded.withLock { $0[coding] }
    }

    /// Makes the coding's bytes, or gives those that another has made meanwhile. The plain ones where compression fails or has no room.
    func variant(_ coding: ContentCoding, with compressor: BodyCompressor) async throws -> Variant {
        if let known = variant(coding) { return known }
        guard let body = try await compressor.compress(plain.body, as: coding) else { return plain }
        var headers = plain.headers
        headers[.contentEncoding] = coding.rawValue
        headers[.contentLength] = String(body.readableBytes)
        // Other bytes are another entity: a client must not put parts of both together (RFC 9110, section 8.8.3.3).
        if let tag = headers[.eTag] { headers[.eTag] = EntityTag.suffixed(tag, with: coding.rawValue) }
        let made = Variant(headers: headers, body: body)
        return encoded.withLock { encoded in
            if let known = encoded[coding] { return known }
            encoded[coding] = made
            return made
        }
    }

    /// Whole seconds since it was made.
    func age(_ now: Timestamp = .now()) -> Int { max(0, Int((now.microseconds - made.microseconds) / 1_000_000)) }
}
