import HTTPTypes

/// The fields of one head as they are read, one after the other. Those that concern the connection end here.
struct HTTP1Fields {
    /// Sent by HTTP/1.0, which knows neither transfer codings nor `Expect`.
    let isOld: Bool
    var list = HTTPFields()
    private(set) var host: String?
    private(set) var asksForUpgrade = false
    private var coding: String?
    private var hasLength = false

    init(isOld: Bool) { self.isOld = isOld }

    mutating func reserve(_ count: Int) { list.reserveCapacity(count + 1) }

    mutating func add(_ name: String, _ value: String) throws(RequestRefusal) {
        guard let name = HTTPField.Name(name) else { throw .malformed("A header has no valid name.") }
        let field = HTTPField(name: name, value: value)
        switch name.canonicalName {
        case "host":
            guard host == nil else { throw .malformed("`Host` must name one host.") }
            host = field.value
        case "connection": break
        case "upgrade": asksForUpgrade = true
        case "expect":
            guard !isOld else { break }
            guard field.value.lowercased() == "100-continue" else { throw .expectationFailed }
            list.append(field)
        case "content-length":
            guard !hasLength else { throw .uncertainLength }
            hasLength = true
            list.append(field)
        case "transfer-encoding":
            guard coding == nil else { throw .notImplemented("The only transfer coding is `chunked`, once.") }
            coding = field.value.lowercased()
            list.append(field)
        default: list.append(field)
        }
    }

    /// Says whether it is certain where the body ends. Two answers to that are how a request is smuggled past a proxy.
    func finish() throws(RequestRefusal) {
        guard let coding else { return }
        guard !isOld, !hasLength else { throw .uncertainLength }
        guard coding == "chunked" else { throw .notImplemented("The only transfer coding is `chunked`.") }
    }
}

extension RequestRefusal {
    fileprivate static let uncertainLength = malformed("The length of the body is not certain.")
    fileprivate static let expectationFailed = RequestRefusal(
        problem: .init("expectation-failed", title: "Expectation failed", status: 417, detail: "`Expect` can only be `100-continue`."))
}
