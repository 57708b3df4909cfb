import Contracts
import HTTPTypes
import Observability

/// A request as it came in, before anything about it was decided.
struct Arrival: Sendable {
    let head: HTTPRequest
    /// The request line's path, without the query.
    let path: Substring
    let queryText: Substring
    /// The caller's own, if it is a sane one.
    let requestID: String
    let trace: TraceContext
    let client: ClientAddress
    let connection: ClientConnection?

    init(head: HTTPRequest, client: ClientAddress, connection: ClientConnection? = nil) {
        self.head = head
        self.connection = connection
        self.client = client
        let target = head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        path = target[..<(mark ?? target.endIndex)]
        queryText = mark.map { target[target.index(after: $0)...] } ?? ""
        requestID = Self.requestID(head.headerFields[.requestID])
        trace = head.headerFields[.traceParent].flatMap { TraceContext(traceparent: $0)?.child() } ?? .generate()
    }

    /// The caller's own, if it is a sane one, or a new one.
    static func requestID(_ header: String?) -> String { header.flatMap(sane) ?? RequestID.make().description }

    /// Letters, digits, dots, dashes and underscores: safe in a log line, and nothing is echoed that could be read as more.
    private static func sane(_ id: String) -> String? {
        let isSane =
            (1...128).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        return isSane ? id : nil
    }
}

/// Names one request in logs and answers.
private typealias RequestID = ID<Arrival>
