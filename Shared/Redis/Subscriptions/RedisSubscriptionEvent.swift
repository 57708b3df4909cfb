/// What a subscription's reader sees.
package enum RedisSubscriptionEvent: Sendable, Equatable {
    /// From here on nothing is missed. Comes first, and again after each gap: whatever was published between the
    /// last message and this is gone.
    case subscribed
    case message(channel: String, [UInt8])
    /// The connection is gone; `.subscribed` follows when it is back.
    case lost
}
