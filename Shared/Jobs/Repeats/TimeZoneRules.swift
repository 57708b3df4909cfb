import FoundationEssentials

/// How far a zone's clocks were, are and will be ahead of UTC, from the system's zone files (RFC 9636). Foundation's own zones would
/// cost every process its tables of all calendars.
package struct TimeZoneRules: Sendable {
    private let transitions: [(at: Int, offset: Int)]
    private let first: Int
    /// For times after the last transition.
    private let rule: PosixZone?
    private static let folder = "/usr/share/zoneinfo/"

    package static let utc = TimeZoneRules(transitions: [], first: 0, rule: nil)

    private init(transitions: [(at: Int, offset: Int)], first: Int, rule: PosixZone?) {
        self.transitions = transitions
        self.first = first
        self.rule = rule
    }

    /// Nil for a name that the system does not know.
    package init?(named name: String) {
        if name == "UTC" {
            self = .utc
            return
        }
        let isPlain = name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            part.first?.isLetter == true && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0)) }
        }
        // A missing file is an unknown name.
        guard isPlain, let data = try? Data(contentsOf: URL(filePath: Self.folder + name)) else { return nil }
        self.init(file: [UInt8](data))
    }

    /// Nil for what is no zone file of version 2 or later.
    init?(file: [UInt8]) {
        var reader = ZoneFileReader(file)
        guard let old = reader.header(), reader.skip(old.size(ofTimes: 4)), let counts = reader.header() else { return nil }
        guard let times = reader.numbers(counts.times, bytes: 8), let kinds = reader.numbers(counts.times, bytes: 1, isSigned: false) else {
            return nil
        }
        var offsets: [Int] = []
        for _ in 0..<counts.types {
            guard let offset = reader.numbers(1, bytes: 4)?.first, reader.skip(2) else { return nil }
            offsets.append(offset)
        }
        guard let first = offsets.first, kinds.allSatisfy({ $0 < offsets.count }), reader.skip(counts.rest(ofTimes: 8)) else { return nil }
        self.init(
            transitions: zip(times, kinds).map { ($0, offsets[$1]) }, first: first, rule: reader.footer().flatMap { PosixZone($0) })
    }

    /// Seconds ahead of UTC.
    package func offset(at time: Int) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: time) ?? first }
        if time >= last.at { return rule?.offset(at: time) ?? last.offset }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : transitions[low - 1].offset
    }
}
