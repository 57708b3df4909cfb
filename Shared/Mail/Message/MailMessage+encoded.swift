extension MailMessage {
    /// The message as it goes over the wire, without dot-stuffing: headers and `multipart/alternative` (RFC 5322, 2045, 2046). All
    /// of it is ASCII, in lines of at most 76 characters, but for addresses that are longer or not ASCII.
    ///
    /// - Throws: `MessageError` for a line break or a NUL in a header: such a message is never sent in another form.
    package func encoded() throws(MessageError) -> [UInt8] {
        var message = [UInt8](try headers().utf8)
        for (type, body) in [("plain", text), ("html", html)] {
            message += "\r\n--\(Self.boundary)\r\n".utf8
            message += Self.part(type, body.canonicalLines)
        }
        return message + "\r\n--\(Self.boundary)--\r\n".utf8
    }

    // `=_` occurs in neither transfer encoding, so no body can hold it.
    private static let boundary = "=_alternative"

    private func headers() throws(MessageError) -> String {
        var fields = HeaderFields()
        try fields.append("From", from)
        try fields.append("To", to)
        try fields.append("Subject", text: subject)
        try fields.append("Date", ["\(date)"])
        // One word, which folding keeps whole: a space in it would make another id.
        try fields.append("Message-ID", ["<\(id)@\(from.domain)>"])
        if let unsubscribe { try fields.append("List-Unsubscribe", [try Self.bracketed(url: unsubscribe)]) }
        // No holiday notes in answer, please (RFC 3834).
        try fields.append("Auto-Submitted", ["auto-generated"])
        try fields.append("MIME-Version", ["1.0"])
        try fields.append("Content-Type", ["multipart/alternative;", "boundary=\"\(Self.boundary)\""])
        return fields.text
    }

    private static func bracketed(url: String) throws(MessageError) -> String {
        let isURL =
            url.contains(":") && url.unicodeScalars.allSatisfy { ("!"..."~").contains($0) && $0 != "<" && $0 != ">" }
        guard isURL else { throw .badURL(field: "List-Unsubscribe") }
        return "<\(url)>"
    }

    private static func part(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let encoding = TransferEncoding.shorter(for: body)
        let headers = "Content-Type: text/\(type); charset=utf-8\r\nContent-Transfer-Encoding: \(encoding.rawValue)\r\n\r\n"
        return headers.utf8 + encoding.encode(body)
    }
}
