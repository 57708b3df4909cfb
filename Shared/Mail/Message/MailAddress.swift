/// A mailbox and the name of its owner.
///
/// The local part is a dot-atom (RFC 5321, 5322), the domain a name or an address in brackets; both may hold characters beyond
/// ASCII (RFC 6531). Quoted local parts are refused. Lengths are those of RFC 5321, 4.5.3.1: 64 bytes before the `@`, 254 in all.
package struct MailAddress: Sendable, Hashable {
    package let name: String?
    package let local: String
    package let domain: String

    /// - Throws: `MessageError` for what is no address, and for a line break or NUL in either.
    package init(_ text: String, name: String? = nil) throws(MessageError) {
        try MessageError.refuseLineBreaks(in: text, of: "an address")
        if let name { try MessageError.refuseLineBreaks(in: name, of: "a name") }
        guard let at = text.lastIndex(of: "@") else { throw .badAddress(.noAt) }
        guard text.utf8.count <= 254 else { throw .badAddress(.tooLong) }
        local = String(text[..<at])
        domain = String(text[text.index(after: at)...])
        self.name = name?.isEmpty == true ? nil : name
        guard MailAddress.isDotAtom(local), local.utf8.count <= 64 else { throw .badAddress(.localPart) }
        guard MailAddress.isDomain(domain) || MailAddress.isLiteral(domain) else { throw .badAddress(.domain) }
    }

    package var text: String { "\(local)@\(domain)" }

    /// Only a server that offers SMTPUTF8 can take it.
    var needsUTF8: Bool { text.utf8.contains { $0 >= 0x80 } }
}

extension MailAddress {
    private static func isDotAtom(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.unicodeScalars.allSatisfy(isAtomText)
        }
    }

    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return isVisible(scalar) }
        return scalar.isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isDomain(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.first != 0x2D && label.utf8.last != 0x2D
                && label.unicodeScalars.allSatisfy { $0.isASCII ? $0.isLetterOrDigit || $0 == "-" : isVisible($0) }
        }
    }

    /// `[192.0.2.1]` or `[IPv6:2001:db8::1]`: whether it is one is for the server to find out; nothing in it can do harm.
    private static func isLiteral(_ text: String) -> Bool {
        text.hasPrefix("[") && text.hasSuffix("]") && text.utf8.count > 2
            && text.dropFirst().dropLast().unicodeScalars.allSatisfy { $0.isLetterOrDigit || ".:".unicodeScalars.contains($0) }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            && scalar.properties.generalCategory != .format
    }
}

extension Unicode.Scalar {
    /// Of ASCII.
    fileprivate var isLetterOrDigit: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
    }
}
