/// A message to one person, as text and as HTML.
package struct MailMessage: Sendable, Hashable {
    package var from: MailAddress
    package var to: MailAddress
    package var subject: String
    package var date: MailDate
    /// What stands before the `@` of its Message-ID. The same message sent twice bears the same, so that whoever reads it, or a
    /// server, can tell.
    package var id: String
    /// Where its reader can end such messages; an absolute URL.
    package var unsubscribe: String?
    package var text: String
    package var html: String

    package init(
        from: MailAddress, to: MailAddress, subject: String, date: MailDate, id: String, unsubscribe: String? = nil, text: String,
        html: String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.unsubscribe = unsubscribe
        self.text = text
        self.html = html
    }
}
