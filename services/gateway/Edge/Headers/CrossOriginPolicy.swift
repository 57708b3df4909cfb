import HTTPTypes

/// Which other origins' pages may use the API from a browser (Fetch standard, "CORS protocol").
struct CrossOriginPolicy: Sendable {
    enum Origins: Sendable, Equatable {
        /// Each as a browser sends it. Their pages may send the cookie too, where the browser lets them.
        case only(Set<String>)
        /// Any page, and so never with a cookie.
        case all
    }

    static let none = CrossOriginPolicy(.only([]))

    private static let maximumAge = "7200"
    private static let requestHeaders = [
        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "MN-Position", "X-Request-ID", "Range",
        "Last-Event-ID", "Cache-Control", "X-No-Compression",
    ].joined(separator: ", ")
    private static let answerHeaders = [
        "ETag", "MN-Position", "X-Request-ID", "X-Cache", "Age", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
        "Retry-After", "Content-Range", "Location",
    ].joined(separator: ", ")

    private let origins: Origins
    /// A cache must not give one origin's answer to another.
    private let forAnybody: HTTPFields

    init(_ origins: Origins) {
        self.origins = origins
        forAnybody = origins == .all || origins == .only([]) ? [:] : [.vary: "Origin"]
    }

    var allowsAny: Bool { origins != .only([]) }

    /// What an answer to a request from a page of this origin gets. Nothing but `Vary` for an origin that is not allowed: the
    /// browser then keeps the answer from the page.
    func fields(for origin: String?) -> HTTPFields {
        guard let origin, let allowed = allowed(origin) else { return forAnybody }
        var fields = forAnybody
        fields.append(HTTPField(name: .accessControlAllowOrigin, value: allowed))
        if origins != .all { fields.append(HTTPField(name: .accessControlAllowCredentials, value: "true")) }
        fields.append(HTTPField(name: .accessControlExposeHeaders, value: Self.answerHeaders))
        return fields
    }

    /// What the answer to a preflight gets beside that.
    /// - Parameter methods: the `Allow` header of that answer.
    func permission(for origin: String, methods: String) -> HTTPFields {
        guard allowed(origin) != nil else { return [:] }
        return [
            .accessControlAllowMethods: methods, .accessControlAllowHeaders: Self.requestHeaders,
            .accessControlMaxAge: Self.maximumAge,
        ]
    }

    private func allowed(_ origin: String) -> String? {
        switch origins {
        case .all: "*"
        case .only(let known): known.contains(origin) ? origin : nil
        }
    }
}
