import Contracts

extension Answer {
    /// Header lines of a reply: request id, status, position, then `Name: value` lines.
    package func header(requestID: String) -> String {
        var text = "\(requestID)\n\(status)\n\(position)"
        for header in headers { text += "\n\(header.name): \(header.value)" }
        return text
    }

    /// Returns nil when the header is not one that `header(requestID:)` wrote.
    package static func read(header: [UInt8], body: [UInt8]) -> (requestID: Substring, answer: Answer)? {
        let lines = String(decoding: header, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, let status = Int(lines[1]), let position = Position(String(lines[2])) else { return nil }
        var headers: [Header] = []
        for line in lines.dropFirst(3) {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            headers.append(Header(String(line[..<colon]), String(line[line.index(colon, offsetBy: 2)...])))
        }
        return (lines[0], Answer(status: status, position: position, headers: headers, body: body))
    }
}
