/// The value of a `Host` header.
enum HostName {
    private static let longest = 260

    /// Whether it has only characters of a host and port (RFC 3986, section 3.2). It may be empty. No comma, which would be two
    /// headers that a proxy made one, and no `@`: a user's name has no place there.
    static func isValid(_ text: String) -> Bool {
        text.utf8.count <= longest && text.utf8.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: others.contains(byte)
        }
    }

    private static let others = Array("-._~%!$&'()*+;=:[]".utf8)
}
