import HTTPTypes

extension HTTPField.Name {
    static let requestID = known("X-Request-ID")
    static let position = known("MN-Position")
    static let idempotencyKey = known("Idempotency-Key")
    static let xCache = known("X-Cache")
    static let cacheStatus = known("Cache-Status")
    static let pragma = known("Pragma")
    static let noCompression = known("X-No-Compression")
    static let explain = known("MN-Explain")
    static let traceParent = known("traceparent")
    static let forwardedFor = known("X-Forwarded-For")
    static let forwardedProtocol = known("X-Forwarded-Proto")
    static let contentTypeOptions = known("X-Content-Type-Options")
    static let frameOptions = known("X-Frame-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let rateLimitLimit = known("RateLimit-Limit")
    static let rateLimitRemaining = known("RateLimit-Remaining")
    static let rateLimitReset = known("RateLimit-Reset")

    static let lastEventID = known("Last-Event-ID")
    static let accelBuffering = known("X-Accel-Buffering")

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no header name") }
        return name
    }
}
