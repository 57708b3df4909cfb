extension JobScripts {
    /// ARGV number of jobs, then for each: id, type, queue, payload, owner, number of further fields, their names and values.
    /// Returns for each 1, 0 where it was there already, or the id of the job that holds its unique key.
    static let add = script(adding)

    private static let adding = """
        local time, count, at = now(), tonumber(ARGV[1]), 2
        local arrival = redis.call('INCRBY', '\(JobKeys.sequence)', count) - count
        local outcome, lines, foremost = {}, {}, {}

        -- The id that the job gets and what is answered for it; no id where it is not added.
        local function admitted(id, type, more)
            if redis.call('EXISTS', job(id)) == 1 then return nil, 0 end
            if not more.unique then return id, 1 end
            local key = string.sub('\(JobKeys.unique(type: ""))', 1, -2) .. type .. ':' .. more.unique
            local holder = redis.call('GET', key)
            local state = holder and redis.call('HGET', job(holder), 'state')
            if not state or state == 'completed' or state == 'failed' then
                redis.call('SET', key, id)
                return id, 1
            end
            if more.conflict == 'replace' then
                local free = state == 'delayed' and redis.call('ZREM', delayed(type), holder) == 1
                    or state == 'waiting' and withdraw(holder, type)
                if free then
                    redis.call('DEL', job(holder))
                    redis.call('ZREM', expiring(type), holder)
                    return holder, holder
                end
            elseif more.conflict == 'join' and state == 'waiting' and more.priority then
                local own = tonumber(redis.call('HGET', job(holder), 'score'))
                local score = (4095 - more.priority) * LEVEL + own % LEVEL
                if score < own and withdraw(holder, type) then
                    redis.call('HSET', job(holder), 'score', score, 'priority', more.priority)
                    redis.call('ZADD', waiting(type), score, holder)
                    lines[type] = lines[type] or {}
                    foremost[type] = math.min(foremost[type] or score, score)
                end
            end
            return nil, holder
        end

        local function add(id, type, queue, payload, owner, more, place)
            if redis.call('HGET', '\(JobKeys.types)', type) ~= queue then
                redis.call('HSET', '\(JobKeys.types)', type, queue)
                redis.call('HSET', settings(type), 'queue', queue)
            end
            local score = (4095 - (more.priority or 0)) * LEVEL + place
            local delay = tonumber(more.delay) or 0
            local fields = {'type', type, 'payload', payload, 'added', time, 'score', score, 'state', 'waiting'}
            if owner ~= '' then fields[#fields + 1] = 'owner' fields[#fields + 1] = owner end
            for _, name in ipairs({'options', 'priority', 'unique', 'endsAtStart', 'keep', 'parent', 'mayFail', 'children'}) do
                if more[name] then fields[#fields + 1] = name fields[#fields + 1] = more[name] end
            end
            if more.expiry then
                fields[#fields + 1] = 'expires' fields[#fields + 1] = time + more.expiry
                redis.call('ZADD', expiring(type), time + more.expiry, id)
            end
            if more.children then
                fields[10] = 'parked'
                redis.call('ZADD', parked(type), score, id)
            elseif delay > 0 then
                fields[10] = 'delayed'
                redis.call('ZADD', delayed(type), time + delay, id)
            else
                local line = lines[type] or {}
                lines[type] = line
                line[#line + 1] = score
                line[#line + 1] = id
                if more.priority then foremost[type] = math.min(foremost[type] or score, score) end
            end
            redis.call('HSET', job(id), unpack(fields))
        end

        for number = 1, count do
            local more, first = {}, at + 6
            at = first + 2 * ARGV[at + 5]
            for i = first, at - 1, 2 do more[ARGV[i]] = ARGV[i + 1] end
            local id, answer = admitted(ARGV[first - 6], ARGV[first - 5], more)
            outcome[number] = answer
            if id then
                add(id, ARGV[first - 5], ARGV[first - 4], ARGV[first - 3], ARGV[first - 2], more, arrival + number)
            end
        end
        for type, line in pairs(lines) do
            if #line > 0 then redis.call('ZADD', waiting(type), unpack(line)) end
            if foremost[type] then displace(type, foremost[type]) end
            refill(type, time)
        end
        return outcome
        """

    /// ARGV as `add`, then the key of a repeating job, when it was to fire, and when it fires next. Does nothing, and returns null, where another
    /// scheduler was first.
    static let fire = script(
        """
        local repeating, expected, following = ARGV[#ARGV - 2], ARGV[#ARGV - 1], ARGV[#ARGV]
        if tonumber(redis.call('ZSCORE', '\(JobKeys.repeatsDue)', repeating) or -1) ~= tonumber(expected) then return false end
        redis.call('ZADD', '\(JobKeys.repeatsDue)', following, repeating)

        """ + adding)

    /// ARGV key, definition, when it fires first. What is there already, and the same, keeps its turn.
    static let setRepeat = script(
        """
        if redis.call('HGET', '\(JobKeys.repeats)', ARGV[1]) == ARGV[2] then return 0 end
        redis.call('HSET', '\(JobKeys.repeats)', ARGV[1], ARGV[2])
        redis.call('ZADD', '\(JobKeys.repeatsDue)', ARGV[3], ARGV[1])
        return 1
        """)

    /// Returns the time, then of at most ten that are due: definition and when it was to fire.
    static let dueRepeats = script(
        """
        local time = now()
        local due = {time}
        local found = redis.call('ZRANGEBYSCORE', '\(JobKeys.repeatsDue)', '-inf', time, 'WITHSCORES', 'LIMIT', 0, 10)
        for i = 1, #found, 2 do
            due[#due + 1] = redis.call('HGET', '\(JobKeys.repeats)', found[i])
            due[#due + 1] = found[i + 1]
        end
        return due
        """)
}
