extension RedisCommand {
    /// In capitals.
    var name: String { argument(0).map { String(decoding: $0, as: UTF8.self).uppercased() } ?? "" }

    /// Where its keys lie; nil for a command without keys. Throws `.crossSlot` where they lie apart.
    func slot() throws(RedisError) -> HashSlot? {
        var found: HashSlot?
        for position in keyPositions {
            guard let key = argument(position) else { break }
            let slot = key.withUnsafeBytes { HashSlot(of: $0) }
            guard found == nil || found == slot else {
                throw RedisError(.crossSlot, "the keys of \(name) lie in different slots")
            }
            found = slot
        }
        return found
    }

    private var keyPositions: StrideTo<Int> {
        switch KeyPositions(of: name) {
        case .none: return stride(from: 0, to: 0, by: 1)
        case .at(let position): return stride(from: position, to: position + 1, by: 1)
        case .from(let first): return stride(from: first, to: count, by: 1)
        case .pairsFrom(let first): return stride(from: first, to: count, by: 2)
        case .counted(let position):
            let number = argument(position).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
            return stride(from: position + 1, to: min(count, position + 1 + max(0, number)), by: 1)
        case .streams:
            let first = ((1..<count).first { isArgument($0, "STREAMS") } ?? count) + 1
            return stride(from: first, to: first + max(0, count - first) / 2, by: 1)
        }
    }

    private func isArgument(_ index: Int, _ word: String) -> Bool { argument(index)?.elementsEqual(word.utf8) == true }

    private func argument(_ index: Int) -> ArraySlice<UInt8>? {
        guard index < count else { return nil }
        var offset = 0
        for _ in 0..<index { offset += MemoryLayout<UInt32>.size + length(at: offset) }
        let start = offset + MemoryLayout<UInt32>.size
        return storage[start..<start + length(at: offset)]
    }

    private func length(at offset: Int) -> Int {
        storage.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    }
}
