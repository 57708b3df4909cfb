/// A message ready for the wire, with its envelope.
struct SMTPMail: Sendable, Equatable {
    let sender: MailAddress
    let recipient: MailAddress
    /// Without dot-stuffing, ends in CRLF.
    let content: [UInt8]

    var needsUTF8: Bool { sender.needsUTF8 || recipient.needsUTF8 }
    var isEightBit: Bool { content.contains { $0 >= 0x80 } }

    /// The content as DATA wants it: a line that begins with a dot gets another, and a dot alone ends it (RFC 5321, 4.5.2).
    var stuffed: [UInt8] {
        var stuffed: [UInt8] = []
        stuffed.reserveCapacity(content.count + 64)
        var isLineStart = true
        for byte in content {
            if isLineStart && byte == 0x2E { stuffed.append(byte) }
            stuffed.append(byte)
            isLineStart = byte == 0x0A
        }
        return stuffed + (isLineStart ? [] : [0x0D, 0x0A]) + [0x2E, 0x0D, 0x0A]
    }
}

extension SMTPMail {
    init(_ message: MailMessage) throws(MessageError) {
        self.init(sender: message.from, recipient: message.to, content: try message.encoded())
    }
}
