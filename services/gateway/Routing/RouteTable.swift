import HTTPTypes

/// Finds the route of a method and path: one dictionary lookup for each part of the path.
struct RouteTable: Sendable {
    enum Match {
        case route(Int, [Substring])
        /// The path exists, with these methods.
        case otherMethods([HTTPRequest.Method])
        case none
    }

    private struct Node {
        var literals: [Substring: Int] = [:]
        var parameter: Int?
        var routes: [(method: HTTPRequest.Method, index: Int)] = []
    }

    let routes: [Route]
    private var nodes = [Node()]

    /// Two routes with the same method and path are a mistake in the code.
    init(_ routes: [Route]) {
        self.routes = routes
        for (index, route) in routes.enumerated() {
            let node = route.path.parts.reduce(0) { child(of: $0, $1) }
            precondition(!nodes[node].routes.contains { $0.method == route.method }, "\(route.method) \(route.path) comes twice")
            nodes[node].routes.append((route.method, index))
        }
    }

    /// A literal part goes before a parameter. HEAD is answered wherever GET is. A path is matched as it was sent: what is
    /// escaped in it is no slash and no dot.
    func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        guard path.utf8.first == UInt8(ascii: "/") else { return .none }
        var node = 0
        var values: [Substring] = []
        for part in PathPattern.split(path) {
            if let next = nodes[node].literals[part] {
                node = next
            } else if let next = nodes[node].parameter, !part.isEmpty {
                values.append(part)
                node = next
            } else {
                return .none
            }
        }
        let wanted = method == .head ? .get : method
        if let found = nodes[node].routes.first(where: { $0.method == wanted }) { return .route(found.index, values) }
        let known = nodes[node].routes.map(\.method)
        return known.isEmpty ? .none : .otherMethods(known + (known.contains(.get) ? [.head] : []) + [.options])
    }

    private mutating func child(of node: Int, _ part: PathPattern.Part) -> Int {
        let existing: Int? =
            switch part {
            case .literal(let text): nodes[node].literals[text[...]]
            case .parameter: nodes[node].parameter
            }
        if let existing { return existing }
        nodes.append(Node())
        switch part {
        case .literal(let text): nodes[node].literals[text[...]] = nodes.count - 1
        case .parameter: nodes[node].parameter = nodes.count - 1
        }
        return nodes.count - 1
    }
}
