/// What became of one message.
package enum PushOutcome: Sendable, Equatable {
    /// The push service has it.
    case delivered
    /// The subscription is no more: it can be forgotten.
    case gone
    case tooLarge
    /// The service asks for time.
    case slowDown(Duration)
    /// It will not be taken, now or later.
    case refused(String)
    /// Trying again may help.
    case failed(String)

    /// How long a service that names no time is left alone.
    static let pause: Duration = .seconds(60)
    private static let longestPause: Duration = .seconds(3600)

    /// By RFC 8030, sections 5 and 8.4, and what services document. Redirections are not followed, for their target was not checked.
    init(status: Int, retryAfter: String?) {
        switch (status, Self.seconds(retryAfter)) {
        case (200..<300, _): self = .delivered
        case (404, _), (410, _): self = .gone
        case (413, _): self = .tooLarge
        case (429, let pause): self = .slowDown(pause ?? Self.pause)
        case (503, let pause?): self = .slowDown(pause)
        case (408, _), (500..., _): self = .failed("the push service answered \(status)")
        default: self = .refused("the push service answered \(status)")
        }
    }

    /// Between a second and an hour. A date counts as no time: a service whose clock is wrong must not decide for how long.
    private static func seconds(_ text: String?) -> Duration? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy(HostName.isDigit) else { return nil }
        return min(max(.seconds(Int(text) ?? .max), .seconds(1)), longestPause)
    }
}
