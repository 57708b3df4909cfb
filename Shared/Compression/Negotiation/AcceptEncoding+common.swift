extension AcceptEncoding {
    private static let brAndGzip = AcceptEncoding(br: highest, gzip: highest, identity: lowest)
    private static let gzipOnly = AcceptEncoding(br: 0, gzip: highest, identity: lowest)

    /// What nearly every client sends, so that nearly no header is parsed.
    static let common: [(header: StaticString, meaning: AcceptEncoding)] = [
        ("gzip, deflate, br, zstd", brAndGzip),
        ("gzip, deflate, br", brAndGzip),
        ("gzip, deflate", gzipOnly),
        ("gzip", gzipOnly),
        ("identity", AcceptEncoding(br: 0, gzip: 0, identity: highest)),
    ]

    init?(common bytes: UnsafeBufferPointer<UInt8>) {
        for (header, meaning) in Self.common where header.utf8CodeUnitCount == bytes.count {
            let known = UnsafeBufferPointer(start: header.utf8Start, count: bytes.count)
            guard known.elementsEqual(bytes) else { continue }
            self = meaning
            return
        }
        return nil
    }
}
