import Mail

/// Whom a mail goes to.
struct Recipient: Sendable, Equatable {
    let name: String
    let email: String

    /// - Throws: `MessageError` for an address that no mail can go to.
    var address: MailAddress {
        get throws(MessageError) { try MailAddress(email, name: name.onOneLine) }
    }

    /// How a mail greets them; nil where the name is a text of its own. Anybody can register anybody's address: what they call
    /// themselves must not make our mail carry their advertisement.
    var greeting: String? {
        let isText = name.count > 60 || name.contains { "/:@".contains($0) } || name.lowercased().contains("www.")
        return isText ? nil : name.onOneLine
    }
}

extension String {
    /// With a space for each control character: names that were imported may hold some, and a header takes none.
    var onOneLine: String {
        String(UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
