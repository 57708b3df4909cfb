/// The qualities that a header names, in thousandths. A coding that is named twice has the lower one, whatever their order.
struct NamedCodings {
    private(set) var br: Int?
    private(set) var gzip: Int?
    private(set) var identity: Int?
    private(set) var any: Int?

    /// Takes one member of the list, such as ` gzip;q=0.5`. What is malformed, unknown or empty changes nothing.
    mutating func add(member: ASCIISlice) {
        guard let semicolon = member.firstIndex(of: UInt8(ascii: ";")) else {
            return add(member.trimmed, AcceptEncoding.highest)
        }
        guard let quality = Self.quality(member[(semicolon + 1)...].trimmed) else { return }
        add(member[..<semicolon].trimmed, quality)
    }

    private mutating func add(_ name: ASCIISlice, _ quality: Int) {
        // What HTTP/1.0 called it (RFC 9110, section 8.4.1.3).
        if name.equals("gzip") || name.equals("x-gzip") {
            gzip = min(gzip ?? quality, quality)
        } else if name.equals("br") {
            br = min(br ?? quality, quality)
        } else if name.equals("identity") {
            identity = min(identity ?? quality, quality)
        } else if name.equals("*") {
            any = min(any ?? quality, quality)
        }
    }
}
