extension JobScripts {
    /// What belongs to a job's end: its owner hears of it, its unique key is free, its parent may start.
    static let endings = """
        local function children(id) return '\(JobKeys.children(""))' .. id end
        local function completed(type) return '\(JobKeys.completed(type: ""))' .. type end
        local function failed(type) return '\(JobKeys.failed(type: ""))' .. type end

        local function tell(id, type, owner, kind, percent, message)
            if not owner or owner == '' then return end
            redis.call('XADD', '\(JobKeys.news)', 'MAXLEN', '~', 10000, '*', 'job', id, 'type', type, 'owner', owner,
                'kind', kind, 'percent', percent or '', 'message', message or '')
        end

        local function release(id, type, unique)
            local key = '\(JobKeys.unique(type: ""))'
            key = string.sub(key, 1, -2) .. type .. ':' .. unique
            if redis.call('GET', key) == id then redis.call('DEL', key) end
        end

        local function forget(id) redis.call('DEL', job(id), children(id)) end

        local fail

        -- Keeps a child's end for its parent, and lets that start, or fail, where it waited for no other.
        local function reached(parent, id, text, time)
            local found = redis.call('HMGET', job(parent), 'state', 'type')
            if not found[1] then return end
            redis.call('HSET', children(parent), id, text)
            if string.sub(text, 1, 1) == '-' and redis.call('HEXISTS', job(id), 'mayFail') == 0 then
                if found[1] == 'parked' then fail(parent, found[2], 'A job that it waits for failed: ' .. string.sub(text, 2), time) end
            elseif redis.call('HINCRBY', job(parent), 'children', -1) <= 0 and found[1] == 'parked' then
                redis.call('ZREM', parked(found[2]), parent)
                queue(parent, found[2], time)
                refill(found[2], time)
            end
        end

        -- Ends a job that does not run, and is in no line any more.
        fail = function(id, type, reason, time)
            local found = redis.call('HMGET', job(id), 'owner', 'unique', 'parent')
            redis.call('HSET', job(id), 'state', 'failed', 'error', reason, 'ended', time)
            redis.call('ZADD', failed(type), time, id)
            redis.call('ZREM', expiring(type), id)
            redis.call('ZREM', parked(type), id)
            tell(id, type, found[1], 'failed', nil, reason)
            if found[2] then release(id, type, found[2]) end
            if found[3] then reached(found[3], id, '-' .. reason, time) end
        end

        -- Forgets the oldest of a set beyond `keep`, except those younger than `least`.
        local function trim(set, keep, least, time)
            local surplus = redis.call('ZCARD', set) - keep
            if surplus <= 0 then return end
            local first = redis.call('ZRANGE', set, 0, 0, 'WITHSCORES')
            if tonumber(first[2]) > time - least then return end
            local oldest = redis.call('ZRANGE', set, 0, math.min(surplus, \(step)) - 1, 'WITHSCORES')
            for i = 1, #oldest, 2 do
                if tonumber(oldest[i + 1]) > time - least then return end
                redis.call('ZREM', set, oldest[i])
                forget(oldest[i])
            end
        end

        """
}
