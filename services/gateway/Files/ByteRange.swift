/// What a `Range` header asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// No range, or one that says nothing that we give: several at once, another unit, nonsense.
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ header: String?, size: Int64) {
        guard let header, let text = Self.only(header) else {
            self = .whole
            return
        }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            self = .whole
            return
        }
        self = ends[0].isEmpty ? Self.suffix(ends[1], size) : Self.between(ends[0], ends[1], size)
    }

    private static func suffix(_ length: Substring, _ size: Int64) -> ByteRange {
        guard let length = number(length) else { return .whole }
        guard length > 0 else { return .unsatisfiable }
        return size == 0 ? .whole : .part(max(0, size - length)..<size)
    }

    private static func between(_ first: Substring, _ last: Substring, _ size: Int64) -> ByteRange {
        guard let first = number(first), let last = last.isEmpty ? .max : number(last), first <= last else { return .whole }
        return first < size ? .part(first..<min(size, last == .max ? .max : last + 1)) : .unsatisfiable
    }

    /// The one range of `bytes=…`.
    private static func only(_ header: String) -> Substring? {
        guard let equals = header.firstIndex(of: "="), header[..<equals].lowercased() == "bytes" else { return nil }
        let text = header[header.index(after: equals)...].drop { $0 == " " }
        return text.contains(",") ? nil : text.prefix { $0 != " " }
    }

    /// A number too large for any file is as good as the largest.
    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(text) ?? .max
    }
}
