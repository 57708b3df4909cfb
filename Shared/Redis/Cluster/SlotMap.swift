/// Which master owns which slot.
struct SlotMap: Equatable, Sendable {
    private(set) var masters: [RedisAddress] = []
    // Of each slot: the place of its owner among the masters; -1 where nobody owns it.
    private var owners = [Int16](repeating: -1, count: HashSlot.count)

    /// Nobody owns anything.
    init() {}

    /// The reply to CLUSTER SLOTS. Throws `.unexpectedReply` for anything else, and for one without any slot.
    init(_ reply: RESPValue, saidBy speaker: RedisAddress) throws(RedisError) {
        for range in try reply.decodedArray() {
            guard case .array(let parts) = range, parts.count >= 3, let first = parts[0].int, let last = parts[1].int,
                case .array(let master) = parts[2], master.count >= 2, let port = master[1].int,
                0 <= first, first <= last, last < HashSlot.count, (1...65535).contains(port)
            else { throw range.unexpected("a range of slots") }
            let host = master[0].string.flatMap { $0.isEmpty || $0 == "?" ? nil : $0 } ?? speaker.host
            let owner = place(of: RedisAddress(host, port))
            for slot in first...last { owners[slot] = owner }
        }
        guard !masters.isEmpty else { throw RedisError(.unexpectedReply, "the cluster has no slots") }
    }

    func owner(of slot: HashSlot) -> RedisAddress? {
        let place = owners[Int(slot.number)]
        return place < 0 ? nil : masters[Int(place)]
    }

    /// For commands that speak to a server and not of a key: the owner of the first slot, or else any master.
    var first: RedisAddress? { owner(of: HashSlot(number: 0)) ?? masters.first }

    /// Returns whether it was news.
    mutating func move(_ slot: HashSlot, to address: RedisAddress) -> Bool {
        guard owner(of: slot) != address else { return false }
        owners[Int(slot.number)] = place(of: address)
        return true
    }

    /// Whether every slot has the owner that it has in the other, in whatever order the masters were named.
    func agrees(with other: SlotMap) -> Bool {
        (0..<HashSlot.count).allSatisfy { number in
            let slot = HashSlot(number: UInt16(number))
            return owner(of: slot) == other.owner(of: slot)
        }
    }

    private mutating func place(of address: RedisAddress) -> Int16 {
        if let index = masters.firstIndex(of: address) { return Int16(index) }
        masters.append(address)
        return Int16(masters.count - 1)
    }
}
