/// Splits a text into nodes, and refuses what is not JSON as RFC 8259 defines it. Nothing is copied out of the text.
///
/// A byte order mark at the start is passed over, as section 8.1 allows.
struct JSONScanner {
    /// How deep lists and objects may be nested: reading takes stack for each level.
    static let maximumDepth = 128

    let text: UnsafeRawBufferPointer
    var at = 0
    var nodes: [JSONNode] = []

    static func nodes(of text: UnsafeRawBufferPointer) throws(MalformedJSON) -> [JSONNode] {
        var scanner = JSONScanner(text: text)
        try scanner.scan()
        return scanner.nodes
    }

    private init(text: UnsafeRawBufferPointer) { self.text = text }

    private mutating func scan() throws(MalformedJSON) {
        guard text.count < UInt32.max else { throw malformed(.tooLong) }
        guard Self.isUTF8(text) else { throw malformed(.notUTF8) }
        nodes.reserveCapacity(text.count / 8 + 4)
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        try value(depth: 0)
        skipSpace()
        guard at == text.count else { throw malformed() }
    }

    /// What is wrong with the byte at hand.
    func malformed(_ reason: MalformedJSON.Reason = .unexpected) -> MalformedJSON {
        MalformedJSON(reason: reason == .unexpected && at >= text.count ? .ends : reason, offset: at)
    }

    private mutating func value(depth: Int) throws(MalformedJSON) {
        skipSpace()
        switch byte {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try list(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw malformed()
        }
    }

    private mutating func object(depth: Int) throws(MalformedJSON) {
        let opening = try open(.object, depth)
        guard !takes(UInt8(ascii: "}")) else { return close(opening, count: 0) }
        var count: UInt32 = 0
        repeat {
            skipSpace()
            try string()
            guard takes(UInt8(ascii: ":")) else { throw malformed() }
            try value(depth: depth)
            count += 1
        } while try hasAnother(before: UInt8(ascii: "}"))
        close(opening, count: count)
    }

    private mutating func list(depth: Int) throws(MalformedJSON) {
        let opening = try open(.list, depth)
        guard !takes(UInt8(ascii: "]")) else { return close(opening, count: 0) }
        var count: UInt32 = 0
        repeat {
            try value(depth: depth)
            count += 1
        } while try hasAnother(before: UInt8(ascii: "]"))
        close(opening, count: count)
    }

    private mutating func open(_ kind: JSONNode.Kind, _ depth: Int) throws(MalformedJSON) -> Int {
        guard depth <= Self.maximumDepth else { throw malformed(.tooDeep) }
        add(kind, from: at)
        at += 1
        return nodes.count - 1
    }

    private mutating func close(_ opening: Int, count: UInt32) {
        nodes[opening].end = count
        nodes[opening].next = UInt32(nodes.count)
    }

    private mutating func hasAnother(before end: UInt8) throws(MalformedJSON) -> Bool {
        if takes(UInt8(ascii: ",")) { return true }
        guard takes(end) else { throw malformed() }
        return false
    }
}
