/// What an error reply of a cluster asks its client to do.
enum ClusterRedirection: Equatable {
    /// The slot belongs to that node now.
    case moved(HashSlot, RedisAddress)
    /// The slot is on its way there, and with it, perhaps, this key: ask there, this once.
    case ask(RedisAddress)
    /// Nothing was done, and in a moment it may be: keys on their way apart, a slot without a master, a server that loads, a
    /// stream that was taken away from under its reader.
    case later

    /// Nil for errors that are the caller's.
    init?(_ error: RedisError, saidBy speaker: RedisAddress) {
        let words = error.message.split(separator: " ")
        switch error.code.serverPrefix {
        case "MOVED":
            guard words.count >= 3, let number = UInt16(words[1]), number < HashSlot.count,
                let address = RedisAddress(words[2], saidBy: speaker)
            else { return nil }
            self = .moved(HashSlot(number: number), address)
        case "ASK":
            guard words.count >= 3, let address = RedisAddress(words[2], saidBy: speaker) else { return nil }
            self = .ask(address)
        case "TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "UNBLOCKED": self = .later
        default: return nil
        }
    }
}
