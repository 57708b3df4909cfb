import HTTPTypes

/// What of a request's headers decides about a kept answer, read in one pass: looking each up by name would cost an index.
struct HitRequest {
    private(set) var acceptEncoding: String?
    private(set) var position: String?
    private(set) var requestID: String?
    private(set) var isCompressionOptedOut = false
    /// Something that only the long way understands.
    private(set) var wantsMore = false

    init(_ head: HTTPRequest) {
        for field in head.headerFields {
            switch field.name {
            case .acceptEncoding: acceptEncoding = acceptEncoding.map { "\($0),\(field.value)" } ?? field.value
            case .position: position = field.value
            case .requestID: requestID = field.value
            case .noCompression: isCompressionOptedOut = true
            case .cacheControl, .pragma, .explain: wantsMore = true
            default: continue
            }
        }
    }
}
