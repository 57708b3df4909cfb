/// Who listens to which channels, and what the server has confirmed. Pure.
struct SubscriptionTable: Sendable {
    typealias Listener = UInt64

    private struct Entry {
        let channels: Set<String>
        var isSubscribed = false
    }

    private var entries: [Listener: Entry] = [:]
    private var listeners: [String: Set<Listener>] = [:]
    // SUBSCRIBE commands under way, by channel: one confirmation may be for an older subscription that was given up.
    private var unconfirmed: [String: Int] = [:]
    private var isConnected = false

    func isSubscribed(_ listener: Listener) -> Bool { entries[listener]?.isSubscribed == true }

    struct AddAction: Equatable {
        /// To be sent as SUBSCRIBE.
        var subscribe: [String]
        /// Every channel was confirmed already.
        var isSubscribed: Bool
    }

    mutating func added(_ listener: Listener, channels: Set<String>) -> AddAction {
        let new = channels.filter { listeners[$0] == nil }.sorted()
        for channel in channels { listeners[channel, default: []].insert(listener) }
        entries[listener] = Entry(channels: channels)
        guard isConnected else { return AddAction(subscribe: [], isSubscribed: false) }
        for channel in new { unconfirmed[channel, default: 0] += 1 }
        return AddAction(subscribe: new, isSubscribed: confirm(listener))
    }

    /// The channels to UNSUBSCRIBE from.
    mutating func removed(_ listener: Listener) -> [String] {
        guard let entry = entries.removeValue(forKey: listener) else { return [] }
        let orphans = entry.channels.filter { channel in
            listeners[channel]?.remove(listener)
            return listeners[channel]?.isEmpty == true
        }
        for channel in orphans { listeners[channel] = nil }
        return isConnected ? orphans.sorted() : []
    }

    /// The channels to SUBSCRIBE to on the new connection.
    mutating func connected() -> [String] {
        isConnected = true
        unconfirmed = listeners.mapValues { _ in 1 }
        return listeners.keys.sorted()
    }

    /// The listeners to tell of the loss.
    mutating func lost() -> [Listener] {
        isConnected = false
        unconfirmed = [:]
        let told = entries.filter(\.value.isSubscribed).keys.sorted()
        for listener in told { entries[listener]?.isSubscribed = false }
        return told
    }

    enum ReplyAction: Equatable {
        case none
        case tellSubscribed([Listener])
        case deliver(channel: String, [UInt8], to: [Listener])
        case unexpected
    }

    mutating func receivedReply(_ reply: RESPValue) -> ReplyAction {
        if reply == .status("PONG") { return .none }
        guard case .array(let parts) = reply, let kind = parts.first?.string else { return .unexpected }
        if kind == "pong" { return .none }
        guard parts.count == 3, let channel = parts[1].string else { return .unexpected }
        switch kind {
        case "message":
            guard let message = parts[2].bytes else { return .unexpected }
            return .deliver(channel: channel, message, to: listeners[channel, default: []].sorted())
        case "subscribe": return confirmed(channel)
        case "unsubscribe": return .none
        default: return .unexpected
        }
    }

    private mutating func confirmed(_ channel: String) -> ReplyAction {
        let remaining = unconfirmed[channel, default: 1] - 1
        unconfirmed[channel] = remaining > 0 ? remaining : nil
        let told = listeners[channel, default: []].sorted().filter { confirm($0) }
        return told.isEmpty ? .none : .tellSubscribed(told)
    }

    /// Whether the listener has everything confirmed since just now.
    private mutating func confirm(_ listener: Listener) -> Bool {
        guard let entry = entries[listener], !entry.isSubscribed else { return false }
        guard entry.channels.allSatisfy({ unconfirmed[$0] == nil }) else { return false }
        entries[listener]?.isSubscribed = true
        return true
    }
}
