import HTTPTypes

extension HTTPField.Name {
    static let requestID = known("X-Request-ID")
    static let position = known("MN-Position")
    static let idempotencyKey = known("Idempotency-Key")
    static let traceParent = known("traceparent")
    static let forwardedFor = known("X-Forwarded-For")
    static let forwardedProtocol = known("X-Forwarded-Proto")
    static let contentTypeOptions = known("X-Content-Type-Options")

    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no header name") }
        return name
    }
}
