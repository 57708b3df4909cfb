extension JSONScanner {
    /// The byte at hand; behind the text's end one that nothing begins with.
    var byte: UInt8 { at < text.count ? text[at] : 0 }

    mutating func skipSpace() {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    /// Passes over white space, and over that byte where it comes next.
    mutating func takes(_ wanted: UInt8) -> Bool {
        skipSpace()
        guard byte == wanted else { return false }
        at += 1
        return true
    }

    mutating func add(_ kind: JSONNode.Kind, from start: Int) {
        nodes.append(JSONNode(kind: kind, start: UInt32(start), end: UInt32(at), next: UInt32(nodes.count + 1)))
    }

    mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) throws(MalformedJSON) {
        let start = at
        for index in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[index] else { throw malformed() }
            at += 1
        }
        add(kind, from: start)
    }

    mutating func number() throws(MalformedJSON) {
        let start = at
        if byte == UInt8(ascii: "-") { at += 1 }
        if byte == UInt8(ascii: "0") { at += 1 } else { try digits() }
        var kind = JSONNode.Kind.integer
        if byte == UInt8(ascii: ".") {
            kind = .decimal
            at += 1
            try digits()
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            kind = .decimal
            at += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        add(kind, from: start)
    }

    /// At least one.
    private mutating func digits() throws(MalformedJSON) {
        let start = at
        while byte &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > start else { throw malformed() }
    }
}
