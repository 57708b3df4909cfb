import Redis

extension RedisScript {
    /// A token bucket as the generic cell rate algorithm keeps it (ITU-T I.371, annex A; for requests: brandur.org/rate-limiting): one
    /// number a key, the moment at which the bucket is full again, however many tokens it holds. The key expires at that moment.
    ///
    /// KEYS bucket; ARGV interval in µs, burst, wanted. Takes up to `wanted` tokens. Returns how many it took, the µs until the bucket
    /// is full, and the µs until it has another token, or 0 when it had enough. All numbers are whole and below 2^53, so exact.
    static let takeTokens = RedisScript(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local interval, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local whole = burst * interval
        local missing = (tonumber(redis.call('GET', KEYS[1]) or now)) - now
        -- No more than all can be missing: less helps neither a clock that was set back nor a limit that was lowered.
        missing = math.max(0, math.min(missing, whole))
        local taken = math.min(wanted, math.floor((whole - missing) / interval))
        if taken > 0 then
            missing = missing + taken * interval
            redis.call('SET', KEYS[1], string.format('%.0f', now + missing), 'PX', math.ceil(missing / 1000))
        end
        return {taken, missing, taken < wanted and missing + interval - whole or 0}
        """)
}
