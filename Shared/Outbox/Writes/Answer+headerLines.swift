import Bus

extension Answer {
    var headerLines: String { headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }

    static func headers(fromLines lines: String) -> [Header] {
        lines.split(separator: "\n").compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return Header(String(line[..<colon]), String(line[colon...].dropFirst(2)))
        }
    }
}
