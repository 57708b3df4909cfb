extension JobScripts {
    /// ARGV id. Returns the job's fields, queue, time, how many are ahead of it (-1: it is in no line), slots of its type's workers, how many
    /// run, run times of this and the last ten minutes, 1 if paused, and when it is due; null for no job.
    static let status = script(
        """
        local id = ARGV[1]
        local fields = redis.call('HGETALL', job(id))
        if #fields == 0 then return false end
        local found = redis.call('HMGET', job(id), 'state', 'type')
        local state, type, time = found[1], found[2], now()
        local queue = redis.call('HGET', '\(JobKeys.types)', type)
        local ahead, slots = -1, 0
        if state == 'completed' or state == 'failed' or state == 'parked' then return {fields, queue, time} end
        if state == 'waiting' then
            local rank = redis.call('ZRANK', waiting(type), id)
            if rank then
                ahead = rank + unread(type)
            else
                local entries = window(type)
                for i, entry in ipairs(entries) do
                    if entry[2][2] == id then ahead = #entries - i end
                end
                ahead = math.max(ahead, 0)
            end
        end
        local workers = redis.call('HGETALL', '\(JobKeys.slots(type: ""))' .. type)
        for i = 1, #workers, 2 do
            if redis.call('EXISTS', '\(JobKeys.alive(worker: ""))' .. workers[i]) == 1 then slots = slots + workers[i + 1] end
        end
        local times = string.sub('\(JobKeys.times(type: ""))', 1, -2) .. type .. ':'
        local epoch = math.floor(time / 600000)
        return {fields, queue, time, ahead, slots, running(type), redis.call('HGETALL', times .. epoch),
            redis.call('HGETALL', times .. (epoch - 1)), redis.call('SISMEMBER', '\(JobKeys.paused)', queue),
            redis.call('ZSCORE', delayed(type), id)}
        """)

    /// Returns for each type: type, queue, paused, waiting, active, delayed, completed, failed, milliseconds that the oldest has waited, and ended
    /// ones of the last sixty seconds times a thousand, the last minute counted by the part that is within.
    ///
    /// The oldest is looked for at the front of each priority that is there, of sixteen at most.
    static let report = script(
        """
        local report, time = {}, now()
        local types = redis.call('HGETALL', '\(JobKeys.types)')
        for i = 1, #types, 2 do
            local type, oldest = types[i], time
            local function look(id)
                local found = redis.call('HMGET', job(id), 'added', 'since')
                oldest = math.min(oldest, tonumber(found[2] or found[1]) or time)
            end
            local from, levels = '-inf', 0
            repeat
                local first = redis.call('ZRANGEBYSCORE', waiting(type), from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
                if first[1] then
                    look(first[1])
                    from = string.format('%.0f', (math.floor(first[2] / LEVEL) + 1) * LEVEL)
                end
                levels = levels + 1
            until not first[1] or levels == 16
            local entries = window(type)
            for _, entry in ipairs(entries) do
                if entry[2][1] == 'id' then look(entry[2][2]) end
            end
            local ended = string.sub('\(JobKeys.ended(type: ""))', 1, -2) .. type .. ':'
            local minute = math.floor(time / 60000)
            local part = 1 - (time % 60000) / 60000
            local recent = (redis.call('GET', ended .. minute) or 0) + (redis.call('GET', ended .. (minute - 1)) or 0) * part
            report[#report + 1] = {type, types[i + 1], redis.call('SISMEMBER', '\(JobKeys.paused)', types[i + 1]),
                redis.call('ZCARD', waiting(type)) + redis.call('ZCARD', parked(type)) + #entries, running(type),
                redis.call('ZCARD', delayed(type)), redis.call('ZCARD', completed(type)), redis.call('ZCARD', failed(type)),
                time - oldest, math.floor(recent * 1000)}
        end
        return report
        """)

    /// ARGV type, state, limit, then the score and id of the last one that was seen, or nothing. Returns scores and ids in the state's order.
    static let list = script(
        """
        local type, state, limit, after, last = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
        local isReversed = state == 'completed' or state == 'failed'
        local found = {}
        local function isPast(score, id)
            if not after then return true end
            score = tonumber(score)
            local bound = tonumber(after)
            if isReversed then return score < bound or score == bound and id < last end
            return score > bound or score == bound and id > last
        end
        local function scan(set)
            local offset, taken = 0, 0
            repeat
                local page
                if isReversed then
                    page = redis.call('ZREVRANGEBYSCORE', set, after or '+inf', '-inf', 'WITHSCORES', 'LIMIT', offset, limit + 1)
                else
                    page = redis.call('ZRANGEBYSCORE', set, after or '-inf', '+inf', 'WITHSCORES', 'LIMIT', offset, limit + 1)
                end
                for i = 1, #page, 2 do
                    if isPast(page[i + 1], page[i]) and taken <= limit then
                        found[#found + 1] = {page[i + 1], page[i]}
                        taken = taken + 1
                    end
                end
                offset = offset + limit + 1
            until #page < 2 * (limit + 1) or taken > limit
        end
        local function stream(entries, wanted)
            for _, entry in ipairs(entries) do
                local known = entry[2][1] == 'id' and redis.call('HMGET', job(entry[2][2]), 'state', 'score')
                if known and known[1] == wanted and isPast(known[2], entry[2][2]) then
                    found[#found + 1] = {known[2], entry[2][2]}
                end
            end
        end
        if state == 'waiting' then
            stream(window(type), 'waiting')
            scan(waiting(type))
            scan(parked(type))
        elseif state == 'active' then
            local count = running(type)
            if count > 0 then stream(redis.call('XRANGE', ready(type), '-', '+', 'COUNT', count), 'active') end
        elseif state == 'delayed' then
            scan(delayed(type))
        else
            scan(state == 'completed' and completed(type) or failed(type))
        end
        return found
        """)
}
