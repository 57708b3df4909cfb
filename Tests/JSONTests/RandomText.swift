/// Text that is meant to break writers: control characters, quotes, backslashes, emoji, marks that combine.
func randomText(_ generator: inout some RandomNumberGenerator) -> String {
    let pieces = ["\"", "\\", "/", "\u{2028}", "👩‍👩‍👧", "e\u{301}", "\u{10FFFF}", "\r\n", "</script>", "\u{7F}"]
    var text = ""
    for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: 0..<0x20, using: &generator)))
        case 1: text += pieces.randomElement(using: &generator) ?? ""
        case 2: text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: 0x20..<0x7F, using: &generator)))
        default:
            // Foundation drops the byte order mark when it reads.
            let value = UInt32.random(in: 0x80...0x10FFFF, using: &generator)
            if value != 0xFEFF, let scalar = Unicode.Scalar(value) {
                text.unicodeScalars.append(scalar)
            }
        }
    }
    return text
}
