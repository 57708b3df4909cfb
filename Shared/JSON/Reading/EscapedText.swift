/// What stands between the quotes of a JSON string that has escapes; the scanner has found them right.
struct EscapedText {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0
    private var result: [UInt8] = []

    static func read(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var text = EscapedText(bytes)
        while text.at < text.bytes.count { text.step() }
        return text.result
    }

    private init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        result.reserveCapacity(bytes.count)
    }

    private mutating func step() {
        let end = EscapeScanner.first(in: bytes, from: at) ?? bytes.count
        result.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[at..<end]))
        at = end
        guard at < bytes.count else { return }
        let mark = bytes[at + 1]
        at += 2
        switch mark {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"): appendScalar()
        default: result.append(mark)
        }
    }

    private mutating func appendScalar() {
        var value = codeUnit()
        if UTF16.isLeadSurrogate(UInt16(value)) {
            at += 2
            value = 0x10000 + (value & 0x3FF) << 10 + codeUnit() & 0x3FF
        }
        // Never the replacement: the scanner lets no surrogate pass that is alone.
        result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    }

    private mutating func codeUnit() -> UInt32 {
        let unit = bytes[at..<at + 4].reduce(UInt32(0)) { $0 << 4 | UInt32(HexDigit.value($1) ?? 0) }
        at += 4
        return unit
    }
}
