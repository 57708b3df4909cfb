import Contracts

/// What is looked at before a decoder sees a body: it must be text, and not nested so deep that reading it costs a stack.
enum JSONText {
    static let maximumDepth = 32

    /// Throws a 400 problem. Whether it is JSON otherwise is for the decoder.
    static func check(_ bytes: [UInt8]) throws(Problem) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed("The body is not UTF-8.") }
        var depth = 0
        var isInString = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isInString:
                if bytes[index...].starts(with: nulEscape) { throw .malformed("The body holds a NUL character.") }
                index += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString:
                depth += 1
                if depth > maximumDepth { throw .malformed("The body is nested too deep.") }
            case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString: depth -= 1
            default: break
            }
            index += 1
        }
    }

    // No text column takes it, so no field has a use for it.
    private static let nulEscape = Array("\\u0000".utf8)
}
