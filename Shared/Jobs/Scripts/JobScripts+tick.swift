extension JobScripts {
    /// Moves on what time moves: delayed jobs become ready, those that should have started fail, limits let more through, old ones
    /// are forgotten. Returns 1 when there was more than one step of it. ARGV 1: even when another has done so a moment ago.
    static let tick = script(
        """
        if ARGV[1] == '0' and not redis.call('SET', '\(JobKeys.tick)', '1', 'NX', 'PX', 90) then return 0 end
        local time, more = now(), 0
        local types = redis.call('HKEYS', '\(JobKeys.types)')
        for _, type in ipairs(types) do
            local due = redis.call('ZRANGEBYSCORE', delayed(type), '-inf', time, 'LIMIT', 0, \(step))
            for _, id in ipairs(due) do
                redis.call('ZREM', delayed(type), id)
                if redis.call('EXISTS', job(id)) == 1 then queue(id, type, time) end
            end
            local late = redis.call('ZRANGEBYSCORE', expiring(type), '-inf', time, 'LIMIT', 0, \(step))
            for _, id in ipairs(late) do
                redis.call('ZREM', expiring(type), id)
                local state = redis.call('HGET', job(id), 'state')
                local isFree = state == 'waiting' and withdraw(id, type) or state == 'delayed' and redis.call('ZREM', delayed(type), id) == 1
                    or state == 'parked'
                if isFree then fail(id, type, 'It expired before it could start.', time) end
            end
            if #due == \(step) or #late == \(step) then more = 1 end
            refill(type, time)
            local kept = redis.call('HMGET', settings(type), 'keepCompleted', 'keepFailed', 'leastKept')
            if kept[1] then
                trim(completed(type), kept[1], kept[3], time)
                trim(failed(type), kept[2], kept[3], time)
            end
        end
        return more
        """)

    /// ARGV worker, then for each type nine: type, queue, concurrency, window, rate limit or 0, its milliseconds, completed and failed
    /// ones to keep, and for how many milliseconds any is. Says what a worker runs, and forgets workers that are gone.
    static let register = script(
        """
        local worker = ARGV[1]
        redis.call('SET', '\(JobKeys.alive(worker: ""))' .. worker, '1', 'PX', \(JobWorkers.lease.wholeMilliseconds))
        for i = 2, #ARGV, 9 do
            local type, slots = ARGV[i], '\(JobKeys.slots(type: ""))' .. ARGV[i]
            redis.call('HSET', '\(JobKeys.types)', type, ARGV[i + 1])
            redis.call('HSET', settings(type), 'queue', ARGV[i + 1], 'window', ARGV[i + 3], 'keepCompleted', ARGV[i + 6],
                'keepFailed', ARGV[i + 7], 'leastKept', ARGV[i + 8])
            if ARGV[i + 4] == '0' then
                redis.call('HDEL', settings(type), 'limit', 'per')
            else
                redis.call('HSET', settings(type), 'limit', ARGV[i + 4], 'per', ARGV[i + 5])
            end
            redis.call('HSET', slots, worker, ARGV[i + 2])
            for _, other in ipairs(redis.call('HKEYS', slots)) do
                if redis.call('EXISTS', '\(JobKeys.alive(worker: ""))' .. other) == 0 then redis.call('HDEL', slots, other) end
            end
            running(type)
            for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', ready(type), GROUP)) do
                local isGone = consumer[4] == 0 and consumer[6] > 60000
                if isGone and redis.call('EXISTS', '\(JobKeys.alive(worker: ""))' .. consumer[2]) == 0 then
                    redis.call('XGROUP', 'DELCONSUMER', ready(type), GROUP, consumer[2])
                end
            end
        end
        return 1
        """)

    /// ARGV type, worker. An entry that stands for no job, unless something else is there to be read.
    static let canary = script(
        """
        if unread(ARGV[1]) > 0 then return 0 end
        redis.call('XADD', ready(ARGV[1]), '*', 'canary', ARGV[2])
        return 1
        """)

    /// ARGV type, worker. What was given to a worker that leaves, and has not ended, goes back in line; it is not held against the job.
    static let leave = script(
        """
        local type, worker, back = ARGV[1], ARGV[2], nil
        running(type)
        for _, pending in ipairs(redis.call('XPENDING', ready(type), GROUP, '-', '+', 1000, worker)) do
            local entry = redis.call('XRANGE', ready(type), pending[1], pending[1])[1]
            local id = entry and entry[2][1] == 'id' and entry[2][2] or ''
            local found = redis.call('HMGET', job(id), 'state', 'entry', 'score')
            if found[1] == 'waiting' or found[1] == 'active' and found[2] == pending[1] then
                redis.call('HSET', job(id), 'state', 'waiting')
                redis.call('ZADD', waiting(type), found[3], id)
                back = math.min(back or tonumber(found[3]), tonumber(found[3]))
            end
            redis.call('XACK', ready(type), GROUP, pending[1])
            redis.call('XDEL', ready(type), pending[1])
        end
        redis.call('XGROUP', 'DELCONSUMER', ready(type), GROUP, worker)
        if back then displace(type, back) end
        refill(type, now())
        return 1
        """)
}
