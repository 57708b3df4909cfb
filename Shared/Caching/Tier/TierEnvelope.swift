/// An entry as Redis keeps it: a version, what it hangs on, and the value.
///
///     1 byte    version, 1
///     16        the epoch
///     2         how many tags
///     for each  1 length of the tag, the tag, 16 its generation
///     4         length of the value, the value
///
/// Numbers are big-endian. What cannot be read is a miss.
struct TierEnvelope: Equatable, Sendable {
    static let version: UInt8 = 1

    let fence: TierFence
    let value: [UInt8]

    init(fence: TierFence, value: [UInt8]) {
        self.fence = fence
        self.value = value
    }

    /// Nil for more tags or bytes than fit in.
    var bytes: [UInt8]? {
        guard let count = UInt16(exactly: fence.generations.count), let size = UInt32(exactly: value.count) else { return nil }
        var bytes = [Self.version] + fence.epoch.bytes
        bytes.reserveCapacity(value.count + 64 * (fence.generations.count + 1))
        bytes.append(bigEndian: count)
        for (tag, generation) in fence.generations {
            bytes.append(UInt8(tag.text.utf8.count))
            bytes.append(contentsOf: tag.text.utf8)
            bytes.append(contentsOf: generation.bytes)
        }
        bytes.append(bigEndian: size)
        bytes.append(contentsOf: value)
        return bytes
    }

    /// Nil for anything that `bytes` has not written.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.integer(as: UInt8.self) == Self.version, let epoch = reader.token(),
            let count = reader.integer(as: UInt16.self)
        else { return nil }
        var generations = [CacheTag: GenerationToken](minimumCapacity: Int(count))
        for _ in 0..<count {
            guard let length = reader.integer(as: UInt8.self), let text = reader.bytes(Int(length)),
                let tag = CacheTag(String(decoding: text, as: UTF8.self)), let generation = reader.token()
            else { return nil }
            generations[tag] = generation
        }
        guard let size = reader.integer(as: UInt32.self), let value = reader.bytes(Int(size)), reader.isAtEnd else { return nil }
        self.init(fence: TierFence(epoch: epoch, generations: generations), value: Array(value))
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
