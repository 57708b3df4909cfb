extension JobScripts {
    /// ARGV type, queue, worker, then for each entry that was read: entry, id. Starts an attempt at each job, and returns for each its
    /// lease: attempt, payload, failures, owner, options, how long it waited in milliseconds; or null where nothing is to be run, and the entry is gone.
    ///
    /// An attempt's number only grows: whoever has an older one changes nothing any more. A job that runs is begun again by whoever
    /// has claimed its entry.
    static let begin = script(
        """
        local type, worker, time = ARGV[1], ARGV[3], now()
        local isPaused = redis.call('SISMEMBER', '\(JobKeys.paused)', ARGV[2]) == 1
        local leases, gone = {}, {}
        for i = 4, #ARGV, 2 do
            local entry, id = ARGV[i], ARGV[i + 1]
            local key = job(id)
            local found = redis.call('HMGET', key, 'state', 'attempt', 'payload', 'failures', 'owner', 'options', 'added', 'since',
                'expires', 'endsAtStart', 'unique', 'entry')
            local lease = false
            local isMine = found[1] == 'waiting' or found[1] == 'active' and found[12] == entry
            if not isMine then
                gone[#gone + 1] = entry
            elseif isPaused then
                gone[#gone + 1] = entry
                redis.call('HSET', key, 'state', 'waiting')
                redis.call('ZADD', waiting(type), redis.call('HGET', key, 'score'), id)
            elseif found[9] and tonumber(found[9]) <= time then
                gone[#gone + 1] = entry
                fail(id, type, 'It expired before it could start.', time)
            else
                local attempt = (found[2] or 0) + 1
                redis.call('HSET', key, 'state', 'active', 'attempt', attempt, 'entry', entry, 'worker', worker, 'started', time)
                if found[9] then
                    redis.call('HDEL', key, 'expires')
                    redis.call('ZREM', expiring(type), id)
                end
                if found[10] and found[11] then release(id, type, found[11]) end
                tell(id, type, found[5], 'started')
                lease = {attempt, found[3], found[4] or '', found[5] or '', found[6] or '', time - (found[8] or found[7] or time)}
            end
            leases[#leases + 1] = lease
        end
        if #gone > 0 then
            redis.call('XACK', ready(type), GROUP, unpack(gone))
            redis.call('XDEL', ready(type), unpack(gone))
        end
        refill(type, time)
        return leases
        """)

    /// ARGV id and attempt, again and again. Returns for each whether that attempt is the one that runs.
    static let holds = script(
        """
        local held = {}
        for i = 1, #ARGV, 2 do
            local found = redis.call('HMGET', job(ARGV[i]), 'state', 'attempt')
            held[#held + 1] = (found[1] == 'active' and found[2] == ARGV[i + 1]) and 1 or 0
        end
        return held
        """)

    /// ARGV id, attempt, percent, message. Ignored from a worker whose attempt is not the current one.
    static let progress = script(
        """
        local found = redis.call('HMGET', job(ARGV[1]), 'state', 'attempt', 'owner', 'type')
        if found[1] ~= 'active' or found[2] ~= ARGV[2] then return 0 end
        redis.call('HSET', job(ARGV[1]), 'percent', ARGV[3], 'message', ARGV[4])
        tell(ARGV[1], found[4], found[3], 'progress', ARGV[3], ARGV[4])
        return 1
        """)
}
