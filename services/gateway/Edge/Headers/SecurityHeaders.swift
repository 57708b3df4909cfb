import HTTPTypes

/// The headers that every answer has. They are made once; an answer costs one append.
struct SecurityHeaders: Sendable {
    /// For an answer that says nothing else: it is data, and loads, runs and frames nothing.
    static let policy = "default-src 'none'; frame-ancestors 'none'"

    private let fields: HTTPFields
    private let policy = HTTPField(name: .contentSecurityPolicy, value: Self.policy)

    /// - Parameters:
    ///   - sharesResources: whether pages of other origins may embed pictures and media. A browser does not say whose page asks
    ///     for an embedded picture, so this cannot depend on it; the cookie, which is never sent from another site, decides.
    ///   - strictTransport: for how long a browser must come by HTTPS; nil where it cannot.
    init(sharesResources: Bool, strictTransport: Duration?) {
        var fields: HTTPFields = [
            .contentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .frameOptions: "DENY",
            .crossOriginResourcePolicy: sharesResources ? "cross-origin" : "same-origin",
        ]
        if let strictTransport { fields[.strictTransportSecurity] = "max-age=\(strictTransport.components.seconds)" }
        self.fields = fields
    }

    /// An answer's own content policy stays.
    func add(to answer: inout HTTPFields) {
        answer.append(contentsOf: fields)
        if !answer.contains(.contentSecurityPolicy) { answer.append(policy) }
    }
}
