/// Why something cannot be part of a message. It never repeats the text, which may be somebody's name or address.
package enum MessageError: Error, Sendable, Equatable {
    /// CR, LF or NUL in a header or an address, which would let its text write headers of its own.
    case forbiddenCharacter(field: String)
    case badAddress(AddressFault)
    /// Not an absolute URL of printable ASCII.
    case badURL(field: String)

    package enum AddressFault: String, Sendable {
        case noAt = "there is no @ in it"
        case tooLong = "it is longer than 254 bytes"
        case localPart = "what stands before the @ is no local part of 1 to 64 bytes"
        case domain = "what stands after the @ is no domain"
    }
}

extension MessageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .forbiddenCharacter(let field): "\(field) holds a line break or a NUL"
        case .badAddress(let fault): "not an address: \(fault.rawValue)"
        case .badURL(let field): "\(field) is not a URL"
        }
    }
}

extension MessageError {
    static func refuseLineBreaks(in text: String, of field: String) throws(MessageError) {
        if text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) { throw .forbiddenCharacter(field: field) }
    }
}
