/// Characters that could forge a line or drive a terminal when they are printed.
enum ControlCharacter {
    /// C0, DEL, C1, the Unicode line and paragraph separators, and the marks that turn text round.
    static func isOne(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// `\u001b`: readable in a log, and valid inside a JSON string.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
