import FoundationEssentials

/// How a body of any text becomes lines of at most 76 characters of ASCII (RFC 2045): quoted-printable, which people can read, or
/// base64 where that is shorter.
enum TransferEncoding: String {
    case quotedPrintable = "quoted-printable"
    case base64 = "base64"

    /// A byte beyond ASCII takes three characters in one and four thirds in the other.
    static func shorter(for body: [UInt8]) -> TransferEncoding {
        body.lazy.filter { $0 >= 0x80 }.count * 6 > body.count ? .base64 : .quotedPrintable
    }

    /// - Parameter body: with CRLF at the end of each line.
    func encode(_ body: [UInt8]) -> [UInt8] {
        switch self {
        case .quotedPrintable: QuotedPrintable.encode(body)
        case .base64:
            [UInt8](Data(body).base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]))
                + [0x0D, 0x0A]
        }
    }
}

extension String {
    /// Its bytes with each kind of line end made CRLF, also at its end.
    var canonicalLines: [UInt8] {
        var lines: [UInt8] = []
        var previous: UInt8 = 0
        for byte in utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lines += [0x0D, 0x0A]
            default: lines.append(byte)
            }
            previous = byte
        }
        return lines.isEmpty || lines.last == 0x0A ? lines : lines + [0x0D, 0x0A]
    }
}
