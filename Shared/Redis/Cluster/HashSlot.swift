/// One of the 16 384 parts that a Redis Cluster deals out to its masters. A key belongs to one of them for ever.
package struct HashSlot: Hashable, Sendable {
    package static let count = 16_384

    package let number: UInt16

    init(number: UInt16) { self.number = number }

    /// Of a key. If it has braces with something between the first `{` and the first `}` after it, that alone counts, so that
    /// keys with the same tag lie together (Redis Cluster specification, "Hash tags").
    package init(of key: String) {
        var key = key
        self = key.withUTF8 { HashSlot(of: UnsafeRawBufferPointer($0)) }
    }

    init(of key: UnsafeRawBufferPointer) {
        number = CRC16.checksum(of: Self.tag(in: key)) % UInt16(Self.count)
    }

    private static func tag(in key: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let after = key[(open + 1)...]
        guard let close = after.firstIndex(of: UInt8(ascii: "}")), close > open + 1 else { return key[...] }
        return after[..<close]
    }
}
