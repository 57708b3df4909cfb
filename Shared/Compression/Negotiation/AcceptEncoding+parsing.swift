extension AcceptEncoding {
    /// Reads a header's value; several headers are joined with commas first. A member that is malformed is passed over. Never fails, takes
    /// time in proportion to the length, and allocates nothing.
    package init(_ header: String?) {
        guard var header else {
            self = .unstated
            return
        }
        self = header.withUTF8 { AcceptEncoding(common: $0) ?? AcceptEncoding(parsing: $0) }
    }

    init(parsing bytes: UnsafeBufferPointer<UInt8>) {
        var named = NamedCodings()
        var rest = bytes[...]
        while let comma = rest.firstIndex(of: UInt8(ascii: ",")) {
            named.add(member: rest[..<comma])
            rest = rest[(comma + 1)...]
        }
        named.add(member: rest)
        self.init(named)
    }

    private init(_ named: NamedCodings) {
        self.init(
            br: named.br ?? named.any ?? 0,
            gzip: named.gzip ?? named.any ?? 0,
            identity: named.identity ?? named.any ?? Self.lowest)
    }
}
