extension JobScripts {
    /// ARGV queue. Stops it at once: what is in the windows goes back in line.
    static let pause = script(
        """
        redis.call('SADD', '\(JobKeys.paused)', ARGV[1])
        local types = redis.call('HGETALL', '\(JobKeys.types)')
        for i = 1, #types, 2 do
            if types[i + 1] == ARGV[1] then displace(types[i], -LEVEL) end
        end
        return 1
        """)

    /// ARGV queue.
    static let resume = script(
        """
        redis.call('SREM', '\(JobKeys.paused)', ARGV[1])
        local time, types = now(), redis.call('HGETALL', '\(JobKeys.types)')
        for i = 1, #types, 2 do
            if types[i + 1] == ARGV[1] then refill(types[i], time) end
        end
        return 1
        """)

    private static let promoting = """
        -- Moves a job to the front of its line, a delayed one too. Returns 0 for one that does not wait.
        local function promote(id)
            local found = redis.call('HMGET', job(id), 'state', 'type')
            local type, time = found[2], now()
            local isFree = found[1] == 'waiting' and withdraw(id, type)
                or found[1] == 'delayed' and redis.call('ZREM', delayed(type), id) == 1
            if not isFree then return 0 end
            local score = redis.call('DECR', '\(JobKeys.front)')
            redis.call('HSET', job(id), 'score', score, 'state', 'waiting')
            redis.call('ZADD', waiting(type), score, id)
            displace(type, score)
            refill(type, time)
            return 1
        end

        """

    /// ARGV id.
    static let promote = script(promoting + "return promote(ARGV[1])")

    /// ARGV the keys of a unique key's holder and of the pull itself, milliseconds within which another pull does nothing.
    static let pull = script(
        promoting + """
            local id = redis.call('GET', ARGV[1])
            if not id or not redis.call('SET', ARGV[2], id, 'NX', 'PX', ARGV[3]) then return 0 end
            return promote(id)
            """)

    private static let again = """
        -- Puts a failed job back in line, or to waiting for its children.
        local function again(id, type, time)
            redis.call('ZREM', failed(type), id)
            local found = redis.call('HMGET', job(id), 'state', 'children', 'unique', 'score')
            if found[1] ~= 'failed' then return 0 end
            redis.call('HDEL', job(id), 'failures', 'ended', 'expires', 'percent', 'message')
            if found[3] then
                redis.call('SET', string.sub('\(JobKeys.unique(type: ""))', 1, -2) .. type .. ':' .. found[3], id, 'NX')
            end
            if found[2] and tonumber(found[2]) > 0 then
                redis.call('HSET', job(id), 'state', 'parked')
                redis.call('ZADD', parked(type), found[4], id)
            else
                queue(id, type, time)
            end
            return 1
        end

        """

    /// ARGV id. Returns 0 for one that has not failed.
    static let retry = script(
        again + """
            local type, time = redis.call('HGET', job(ARGV[1]), 'type'), now()
            if not type or again(ARGV[1], type, time) == 0 then return 0 end
            refill(type, time)
            return 1
            """)

    /// ARGV queue. Takes one step; returns how many failed jobs it put back.
    static let retryFailed = script(
        again + """
            local time, count, types = now(), 0, redis.call('HGETALL', '\(JobKeys.types)')
            for i = 1, #types, 2 do
                if types[i + 1] == ARGV[1] then
                    for _, id in ipairs(redis.call('ZRANGE', failed(types[i]), 0, \(step) - 1)) do
                        count = count + again(id, types[i], time)
                    end
                    refill(types[i], time)
                end
            end
            return count
            """)

    private static let drop = """
        -- Forgets a job that does not run.
        local function drop(id, type, state, time)
            local found = redis.call('HMGET', job(id), 'unique', 'parent')
            if state == 'waiting' then withdraw(id, type) end
            for _, set in ipairs({delayed(type), parked(type), expiring(type), completed(type), failed(type)}) do
                redis.call('ZREM', set, id)
            end
            if found[1] then release(id, type, found[1]) end
            if found[2] and state ~= 'completed' and state ~= 'failed' then reached(found[2], id, '-It was removed.', time) end
            forget(id)
        end

        """

    /// ARGV id. Returns 1, 0 where there is no such job, -1 while it runs.
    static let remove = script(
        drop + """
            local found = redis.call('HMGET', job(ARGV[1]), 'state', 'type')
            if not found[1] then return 0 end
            if found[1] == 'active' then return -1 end
            drop(ARGV[1], found[2], found[1], now())
            refill(found[2], now())
            return 1
            """)

    /// ARGV queue. Takes one step; returns how many jobs that waited it dropped.
    static let drain = script(
        drop + """
            local time, count, types = now(), 0, redis.call('HGETALL', '\(JobKeys.types)')
            for i = 1, #types, 2 do
                if types[i + 1] == ARGV[1] then
                    displace(types[i], -LEVEL)
                    for _, id in ipairs(redis.call('ZRANGE', waiting(types[i]), 0, \(step) - 1)) do
                        redis.call('ZREM', waiting(types[i]), id)
                        drop(id, types[i], '', time)
                        count = count + 1
                    end
                    refill(types[i], time)
                end
            end
            return count
            """)
}
