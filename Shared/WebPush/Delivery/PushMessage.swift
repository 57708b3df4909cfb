/// What is pushed, and how the push service keeps it for a device that is away.
package struct PushMessage: Sendable, Hashable {
    /// RFC 8030, section 5.3: what a device may ask to be spared when its battery is low.
    package enum Urgency: String, Sendable {
        case veryLow = "very-low"
        case low, normal, high
    }

    /// At most `MessageEncryption.longest` bytes.
    package var content: [UInt8]
    /// How long the service keeps it; cut to whole seconds.
    package var timeToLive: Duration
    package var urgency: Urgency
    /// A message that waits is replaced by one of the same topic. Up to 32 characters of base64url (RFC 8030, section 5.4).
    package var topic: String?

    package init(_ content: [UInt8], timeToLive: Duration, urgency: Urgency = .normal, topic: String? = nil) {
        self.content = content
        self.timeToLive = timeToLive
        self.urgency = urgency
        self.topic = topic
    }
}
