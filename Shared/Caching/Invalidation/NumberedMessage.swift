import Redis

/// A message with its number on the channel and that of the one before it, which a listener must have heard.
struct NumberedMessage: Equatable, Sendable {
    let number: CacheMark
    let previous: CacheMark
    let message: InvalidationMessage

    /// Nil for anything that `publishing` has not sent.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let numbers = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard numbers.count == 2, let number = CacheMark(String(numbers[0])), let previous = CacheMark(String(numbers[1])),
            previous < number, let message = InvalidationMessage(lines.dropFirst())
        else { return nil }
        self.init(number, after: previous, message)
    }

    init(_ number: CacheMark, after previous: CacheMark, _ message: InvalidationMessage) {
        self.number = number
        self.previous = previous
        self.message = message
    }

    /// Numbers the message and publishes it, as one: the order of numbers is the order on the channel. Replies the number.
    ///
    /// A number is at least the server's time in microseconds, so that a server that has lost its last writes gives out none
    /// a second time.
    static func publishing(_ message: InvalidationMessage, on channel: String) -> RedisCommand {
        .eval(script, keys: [CacheKeys.lastNumber(channel: channel)], arguments: [channel, message.text])
    }

    private static let script = RedisScript(
        """
        local last = tonumber(redis.call('GET', KEYS[1]) or '0')
        local time = redis.call('TIME')
        local number = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
        redis.call('SET', KEYS[1], number)
        redis.call('PUBLISH', ARGV[1], number .. ' ' .. string.format('%.0f', last) .. '\\n' .. ARGV[2])
        return number
        """)
}
