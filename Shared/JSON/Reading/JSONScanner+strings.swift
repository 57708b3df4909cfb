extension JSONScanner {
    mutating func string() throws(MalformedJSON) {
        guard byte == UInt8(ascii: "\"") else { throw malformed() }
        at += 1
        let start = at
        var kind = JSONNode.Kind.text
        while true {
            at = EscapeScanner.first(in: text, from: at) ?? text.count
            switch byte {
            case UInt8(ascii: "\""):
                add(kind, from: start)
                at += 1
                return
            case UInt8(ascii: "\\"):
                kind = .escapedText
                try escape()
            default: throw malformed()
            }
        }
    }

    private mutating func escape() throws(MalformedJSON) {
        at += 1
        switch byte {
        case UInt8(ascii: "u"):
            at += 1
            try unicodeEscape()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        default: throw malformed()
        }
    }

    /// A surrogate must have its other half right behind it.
    private mutating func unicodeEscape() throws(MalformedJSON) {
        let unit = try codeUnit()
        guard UTF16.isSurrogate(unit) else { return }
        guard UTF16.isLeadSurrogate(unit), byte == UInt8(ascii: "\\") else { throw malformed(.escape) }
        at += 1
        guard byte == UInt8(ascii: "u") else { throw malformed(.escape) }
        at += 1
        guard UTF16.isTrailSurrogate(try codeUnit()) else { throw malformed(.escape) }
    }

    private mutating func codeUnit() throws(MalformedJSON) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = HexDigit.value(byte) else { throw malformed() }
            unit = unit << 4 | digit
            at += 1
        }
        return unit
    }

    static func isUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= text.count {
            if text.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
            index += 8
        }
        let rest = UnsafeRawBufferPointer(rebasing: text[index...])
        return rest.allSatisfy { $0 < 0x80 } || String(validating: rest, as: UTF8.self) != nil
    }
}
