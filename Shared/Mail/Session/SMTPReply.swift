/// What the server said to one command.
package struct SMTPReply: Sendable, Hashable {
    /// Three digits; the first tells: 2 done, 3 go on, 4 not now, 5 never.
    package let code: Int
    /// The text of each line, without control characters.
    package let lines: [String]

    /// `5.1.1`, where the server says so and means the same class (RFC 2034, 3463).
    package var enhancedStatus: String? {
        guard let word = lines.first?.split(separator: " ").first else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let areNumbers = parts.allSatisfy { (1...3).contains($0.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return parts.count == 3 && areNumbers && parts[0] == "\(code / 100)" ? String(word) : nil
    }

    var isPositive: Bool { code / 100 == 2 }
    var isPermanent: Bool { code / 100 == 5 }
}

extension SMTPReply: CustomStringConvertible {
    package var description: String { "\(code) \(lines.joined(separator: " ").prefix(300))" }
}
