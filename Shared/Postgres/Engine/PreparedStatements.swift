/// The statements that one connection has prepared on the server, the least recently used going first.
struct PreparedStatements {
    struct Key: Hashable {
        let text: String
        let types: [UInt32]

        // Types are compared only: statements that differ in nothing else are rare.
        func hash(into hasher: inout Hasher) { hasher.combine(text) }

        /// Part of the name, so that on a session which somebody else has used, behind a pooler that we were not told of, a name
        /// is at worst unknown and never another statement's. 128 bits of FNV-1a in hex.
        var digest: String {
            var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
            func add(_ byte: UInt8) { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
            for type in types { withUnsafeBytes(of: type) { $0.forEach(add) } }
            text.utf8.forEach(add)
            return String(hash, radix: 16)
        }
    }

    private struct Entry {
        let name: String
        var used: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { entries.count }

    /// The name to execute, if it is prepared.
    mutating func name(for key: Key) -> String? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock += 1
        entries.values[index].used = clock
        return entries.values[index].name
    }

    /// A name for a new statement, and the statement that has to go for it.
    mutating func insert(_ key: Key) -> (name: String, evicted: String?) {
        var evicted: String?
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            evicted = oldest.value.name
            entries[oldest.key] = nil
        }
        clock += 1
        let name = "s\(key.digest)_\(clock)"
        entries[key] = Entry(name: name, used: clock)
        return (name, evicted)
    }

    /// Preparing failed, or the server no longer accepts the plan.
    mutating func remove(_ key: Key) { entries[key] = nil }
}
