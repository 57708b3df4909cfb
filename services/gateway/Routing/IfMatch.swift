import Contracts

/// The versions that an `If-Match` header allows.
enum IfMatch {
    /// Nil: any, because there is no header or it is `*`. An ETag that is none of ours allows nothing, so it fits no version.
    ///
    /// Our ETags are `"p<version>"`, with `-<encoding>` behind it where an answer was compressed; which one a client holds
    /// says nothing about what it may change, so every spelling counts, also the weak one.
    static func versions(_ header: String?) -> [Int64]? {
        guard let header else { return nil }
        let tags = header.split(separator: ",").map(trimmed)
        return tags.contains("*") ? nil : tags.compactMap(version)
    }

    private static func version(_ tag: Substring) -> Int64? {
        let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
        guard strong.count >= 4, strong.hasPrefix("\"p"), strong.hasSuffix("\"") else { return nil }
        let digits = strong.dropFirst(2).dropLast().prefix { $0 != "-" }
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(digits)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return start[...end]
    }
}

extension RouteInput {
    var ifMatchVersions: [Int64]? { IfMatch.versions(headers[.ifMatch]) }
}
