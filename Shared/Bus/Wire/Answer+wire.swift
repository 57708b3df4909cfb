import Contracts

extension Answer {
    /// Header lines of a reply: request id, status, position, then `Name: value` lines.
    package func header(requestID: String) -> String {
        var text = "\(requestID)\n\(status)\n\(position)"
        for header in headers { text += "\n\(HeaderLines.line(header.name)): \(HeaderLines.line(header.value))" }
        return text
    }

    /// Returns nil when the header is not one that `header(requestID:)` wrote.
    package static func read(header: [UInt8], body: [UInt8]) -> (requestID: String, answer: Answer)? {
        guard let lines = HeaderLines.read(header), lines.count >= 3, let status = Int(lines[1]),
            let position = Position(lines[2])
        else { return nil }
        var headers: [Header] = []
        for line in lines.dropFirst(3) {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            headers.append(Header(String(line[..<colon]), String(line[colon...].dropFirst(2))))
        }
        return (lines[0], Answer(status: status, position: position, headers: headers, body: body))
    }
}
