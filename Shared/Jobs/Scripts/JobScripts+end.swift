extension JobScripts {
    /// ARGV type, then for each end six: kind, entry, id, attempt, text, number. Kinds are `JobEnd.Kind`'s; the text is the result or the
    /// error; the number is the bucket of the run's time for `completed`, the delay in milliseconds for `retry` and `postponed`.
    ///
    /// Changes nothing, the entry included, where the attempt is not the one that runs: whoever runs it has the entry too. So an end
    /// that is told twice counts once. Returns how many counted.
    static let end = script(
        """
        local type, time = ARGV[1], now()
        local gone, buckets, back, ended, counted = {}, {}, nil, 0, 0
        local sets = {completed = {}, failed = {}}
        local keep = {}
        for i = 2, #ARGV, 6 do
            local kind, entry, id, text = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 4]
            local key = job(id)
            local found = kind == 'canary' and {} or
                redis.call('HMGET', key, 'state', 'attempt', 'owner', 'unique', 'parent', 'failures', 'keep')
            if kind == 'canary' then
                gone[#gone + 1] = entry
            elseif found[1] == 'active' and found[2] == ARGV[i + 3] then
                gone[#gone + 1] = entry
                counted = counted + 1
                if kind == 'completed' then
                    if found[6] then redis.call('HDEL', key, 'error') end
                    if text == '' then
                        redis.call('HSET', key, 'state', kind, 'ended', time)
                    else
                        redis.call('HSET', key, 'state', kind, 'ended', time, 'result', text)
                    end
                    buckets[ARGV[i + 5]] = (buckets[ARGV[i + 5]] or 0) + 1
                elseif kind == 'failed' then
                    redis.call('HSET', key, 'state', kind, 'ended', time, 'error', text, 'failures', (found[6] or 0) + 1)
                elseif kind == 'retry' or kind == 'postponed' then
                    local failures = (found[6] or 0) + (kind == 'retry' and 1 or 0)
                    redis.call('HSET', key, 'state', 'delayed', 'error', text, 'failures', failures)
                    redis.call('ZADD', delayed(type), time + ARGV[i + 5], id)
                    if kind == 'retry' then tell(id, type, found[3], 'retried', nil, text) end
                else
                    local score = tonumber(redis.call('HGET', key, 'score'))
                    back = math.min(back or score, score)
                    redis.call('HSET', key, 'state', 'waiting')
                    redis.call('ZADD', waiting(type), score, id)
                end
                local set = sets[kind]
                if set then
                    ended = ended + 1
                    tell(id, type, found[3], kind, kind == 'completed' and 100, kind == 'failed' and text)
                    if found[4] then release(id, type, found[4]) end
                    if found[5] then reached(found[5], id, (kind == 'completed' and '+' or '-') .. text, time) end
                    if found[7] == '0' then
                        forget(id)
                    else
                        set[#set + 1] = time
                        set[#set + 1] = id
                        if found[7] then keep[kind] = math.min(keep[kind] or 1000000, found[7]) end
                    end
                end
            end
        end
        if #gone > 0 then
            redis.call('XACK', ready(type), GROUP, unpack(gone))
            redis.call('XDEL', ready(type), unpack(gone))
        end
        if ended > 0 then
            local minute = '\(JobKeys.ended(type: ""))'
            minute = string.sub(minute, 1, -2) .. type .. ':' .. math.floor(time / 60000)
            redis.call('INCRBY', minute, ended)
            redis.call('EXPIRE', minute, 180)
            local own = redis.call('HMGET', settings(type), 'keepCompleted', 'keepFailed', 'leastKept')
            for kind, set in pairs(sets) do
                local key = kind == 'completed' and completed(type) or failed(type)
                if #set > 0 then
                    redis.call('ZADD', key, unpack(set))
                    trim(key, keep[kind] or tonumber(own[kind == 'completed' and 1 or 2]) or 50, tonumber(own[3]) or 0, time)
                end
            end
            local times = '\(JobKeys.times(type: ""))'
            times = string.sub(times, 1, -2) .. type .. ':' .. math.floor(time / 600000)
            for bucket, number in pairs(buckets) do redis.call('HINCRBY', times, bucket, number) end
            if next(buckets) then redis.call('EXPIRE', times, 1800) end
        end
        if back then
            displace(type, back)
            refill(type, time)
        end
        return counted
        """)
}
