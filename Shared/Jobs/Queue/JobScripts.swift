import Redis

/// Each change of a job's state is one script, so that the hash, the stream and the sets never disagree. Times are Redis's.
enum JobScripts {
    /// Tells the job's owner, if it has one: `tell(job, news, kind, percent, message)`.
    private static let telling = """
        local function tell(job, news, kind, percent, message)
            local found = redis.call('HMGET', job, 'id', 'type', 'owner')
            if not found[3] or found[3] == '' then return end
            redis.call('XADD', news, 'MAXLEN', '~', 10000, '*', 'job', found[1], 'type', found[2], 'owner', found[3],
                'kind', kind, 'percent', percent or '', 'message', message or '')
        end
        """

    /// KEYS job, ready, delayed; ARGV id, type, queue, payload, owner, attempts, delay ms. Returns 0 when the job is there already.
    static let add = RedisScript(
        """
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local delay = tonumber(ARGV[7])
        redis.call('HSET', KEYS[1], 'id', ARGV[1], 'type', ARGV[2], 'queue', ARGV[3], 'payload', ARGV[4], 'owner', ARGV[5],
            'attempts', ARGV[6], 'attempt', 0, 'added', now, 'state', delay > 0 and 'delayed' or 'waiting')
        if delay > 0 then
            redis.call('ZADD', KEYS[3], now + delay, ARGV[1])
        else
            redis.call('XADD', KEYS[2], '*', 'id', ARGV[1])
        end
        return 1
        """)

    /// KEYS job, news; ARGV worker. Starts an attempt and returns its lease: the payload, attempt, attempts and owner; nothing
    /// when the job has ended or is gone.
    static let begin = RedisScript(
        """
        \(telling)
        local state = redis.call('HGET', KEYS[1], 'state')
        if not state or state == 'completed' or state == 'failed' then return false end
        local time = redis.call('TIME')
        local attempt = redis.call('HINCRBY', KEYS[1], 'attempt', 1)
        redis.call('HSET', KEYS[1], 'state', 'active', 'worker', ARGV[1],
            'started', time[1] * 1000 + math.floor(time[2] / 1000))
        tell(KEYS[1], KEYS[2], 'started')
        local found = redis.call('HMGET', KEYS[1], 'payload', 'attempts', 'owner')
        return {found[1], attempt, found[2], found[3]}
        """)

    /// KEYS job, news; ARGV attempt, percent, message. Ignored from a worker whose attempt is not the current one.
    static let progress = RedisScript(
        """
        \(telling)
        local found = redis.call('HMGET', KEYS[1], 'attempt', 'state')
        if found[1] ~= ARGV[1] or found[2] ~= 'active' then return 0 end
        redis.call('HSET', KEYS[1], 'percent', ARGV[2], 'message', ARGV[3])
        tell(KEYS[1], KEYS[2], 'progress', ARGV[2], ARGV[3])
        return 1
        """)

    /// KEYS job, ready, delayed, news; ARGV attempt, error, delay ms, entry, group, id. Ends an attempt that will be retried.
    /// Changes nothing, the entry included, when the attempt is not the one that runs: whoever runs it has the entry too.
    static let retry = RedisScript(
        """
        \(telling)
        local found = redis.call('HMGET', KEYS[1], 'attempt', 'state')
        if found[1] ~= ARGV[1] or found[2] ~= 'active' then return 0 end
        redis.call('XACK', KEYS[2], ARGV[5], ARGV[4])
        redis.call('XDEL', KEYS[2], ARGV[4])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('HSET', KEYS[1], 'state', 'delayed', 'error', ARGV[2])
        redis.call('ZADD', KEYS[3], now + ARGV[3], ARGV[6])
        tell(KEYS[1], KEYS[4], 'retried', nil, ARGV[2])
        return 1
        """)

    /// KEYS job, ready, ended, news; ARGV attempt, state, text, entry, group, id, keep, least age ms, key prefix.
    /// Ends a job for good and forgets the oldest of its kind. Changes nothing when the attempt is not the one that runs.
    static let finish = RedisScript(
        """
        \(telling)
        local found = redis.call('HMGET', KEYS[1], 'attempt', 'state')
        if found[1] ~= ARGV[1] or found[2] ~= 'active' then return 0 end
        redis.call('XACK', KEYS[2], ARGV[5], ARGV[4])
        redis.call('XDEL', KEYS[2], ARGV[4])
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('HSET', KEYS[1], 'state', ARGV[2], 'ended', now)
        if ARGV[2] == 'completed' then
            redis.call('HSET', KEYS[1], 'result', ARGV[3], 'percent', 100)
            redis.call('HDEL', KEYS[1], 'error')
        else
            redis.call('HSET', KEYS[1], 'error', ARGV[3])
        end
        tell(KEYS[1], KEYS[4], ARGV[2], ARGV[2] == 'completed' and 100, ARGV[2] == 'failed' and ARGV[3])
        redis.call('ZADD', KEYS[3], now, ARGV[6])
        local surplus = redis.call('ZCARD', KEYS[3]) - ARGV[7]
        if surplus > 0 then
            local oldest = redis.call('ZRANGE', KEYS[3], 0, math.min(surplus, 100) - 1, 'WITHSCORES')
            for i = 1, #oldest, 2 do
                if tonumber(oldest[i + 1]) <= now - ARGV[8] then
                    redis.call('ZREM', KEYS[3], oldest[i])
                    redis.call('DEL', ARGV[9] .. oldest[i])
                end
            end
        end
        return 1
        """)

    /// KEYS delayed; ARGV job prefix, ready prefix. Makes up to a hundred jobs ready that are due; returns how many.
    static let promote = RedisScript(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)
        for _, id in ipairs(due) do
            redis.call('ZREM', KEYS[1], id)
            local type = redis.call('HGET', ARGV[1] .. id, 'type')
            if type then
                redis.call('HSET', ARGV[1] .. id, 'state', 'waiting')
                redis.call('XADD', ARGV[2] .. type, '*', 'id', id)
            end
        end
        return #due
        """)
}
