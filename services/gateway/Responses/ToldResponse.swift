import HTTPTypes
import NIOCore

/// A kept answer as one client gets it.
struct ToldResponse {
    let status: HTTPResponse.Status
    var headers: HTTPFields
    /// Nil for 304, and for HEAD.
    var body: ByteBuffer?
}

extension KeptResponse {
    /// The variant, or 304 where the client holds it already.
    func told(_ variant: Variant, _ outcome: CacheOutcome, _ request: HTTPFields) -> ToldResponse {
        let isHeld = status == .ok && EntityTag.isMatch(request.value(of: .ifNoneMatch), variant.entityTag)
        var headers = variant.headers
        if isHeld {
            headers[.contentLength] = nil
            headers[.contentType] = nil
            headers[.contentEncoding] = nil
        }
        let age = age()
        headers.append(HTTPField(name: .xCache, value: outcome.rawValue))
        if outcome == .hit || outcome == .stale { headers.append(HTTPField(name: .age, value: String(age))) }
        headers.append(HTTPField(name: .cacheStatus, value: cacheStatus(outcome, age)))
        return ToldResponse(status: isHeld ? .notModified : status, headers: headers, body: isHeld ? nil : variant.body)
    }

    /// RFC 9211, section 2.
    private func cacheStatus(_ outcome: CacheOutcome, _ age: Int) -> String {
        switch outcome {
        case .hit: "MediaNest; hit; ttl=\(Int(lifetime / .seconds(1)) - age)"
        case .stale: "MediaNest; hit; ttl=\(Int(lifetime / .seconds(1)) - age); detail=STALE"
        case .miss: "MediaNest; fwd=uri-miss"
        case .bypass: "MediaNest; fwd=request"
        }
    }
}
