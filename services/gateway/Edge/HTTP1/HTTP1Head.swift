import HTTPTypes
import NIOHTTP1

/// A request's head, checked where the parser is lenient and somebody behind or before us might read it otherwise.
struct HTTP1Head {
    let request: HTTPRequest
    let turn: HTTP1Turn

    /// - Throws: what HTTP forbids (RFC 9112, sections 3.2 and 6), and what is not done here: 400, 417 or 501.
    init(_ head: HTTPRequestHead, scheme: String) throws(RequestRefusal) {
        guard head.method != .CONNECT else { throw .notImplemented("This is no proxy.") }
        guard let method = HTTPRequest.Method(head.method.rawValue), let target = RequestTarget(head.uri, head.method) else {
            throw .malformed("The request line cannot be read.")
        }
        var fields = HTTP1Fields(isOld: head.version.isOld)
        fields.reserve(head.headers.count)
        for (name, value) in head.headers { try fields.add(name, value) }
        try fields.finish()
        turn = HTTP1Turn(
            version: head.version, keepsAlive: head.isKeepAlive && !fields.asksForUpgrade, isHead: method == .head)
        if !turn.keepsAlive { fields.list.append(HTTPField(name: .connection, value: "close")) }
        guard let authority = target.authority ?? fields.host ?? (fields.isOld ? "" : nil), HostName.isValid(authority) else {
            throw .malformed("`Host` must name one host.")
        }
        request = HTTPRequest(method: method, scheme: scheme, authority: authority, path: target.path, headerFields: fields.list)
    }
}
