extension JobScripts {
    /// The line of a type: a sorted set of those that wait, and a short window of it on the stream.
    ///
    /// A place in line is `(4095 − priority) · 2^40 + arrival`, whole numbers below 2^53 and so exact in a double; arrivals are counted
    /// by `JobKeys.sequence`. Promoted jobs stand at −1, −2, …
    static let line = """
        local GROUP = '\(JobKeys.group)'
        local LEVEL = 1099511627776
        local function ready(type) return '\(JobKeys.ready(type: ""))' .. type end
        local function waiting(type) return '\(JobKeys.waiting(type: ""))' .. type end
        local function delayed(type) return '\(JobKeys.delayed(type: ""))' .. type end
        local function parked(type) return '\(JobKeys.parked(type: ""))' .. type end
        local function expiring(type) return '\(JobKeys.expiring(type: ""))' .. type end
        local function settings(type) return '\(JobKeys.settings(type: ""))' .. type end
        local function job(id) return '\(JobKeys.job(""))' .. id end

        local function now()
            local time = redis.call('TIME')
            return time[1] * 1000 + math.floor(time[2] / 1000)
        end

        -- Entries that are delivered and not acknowledged. Makes the group where it is missing.
        local function running(type)
            local found = redis.pcall('XPENDING', ready(type), GROUP)
            if found.err then
                redis.call('XGROUP', 'CREATE', ready(type), GROUP, '0', 'MKSTREAM')
                return 0
            end
            return found[1]
        end

        -- What has ended is deleted, so the stream is what runs and then what may start.
        local function unread(type) return redis.call('XLEN', ready(type)) - running(type) end

        -- The unread entries, last first.
        local function window(type)
            local count = unread(type)
            if count <= 0 then return {} end
            return redis.call('XREVRANGE', ready(type), '+', '-', 'COUNT', count)
        end

        -- Moves the first in line to the window, as far as there is room, unless the queue is paused or the type at its limit.
        local function refill(type, time)
            if redis.call('ZCARD', waiting(type)) == 0 then return end
            local set = redis.call('HMGET', settings(type), 'queue', 'window', 'limit', 'per', 'tokens', 'at')
            if redis.call('SISMEMBER', '\(JobKeys.paused)', set[1] or '') == 1 then return end
            local room = (tonumber(set[2]) or \(defaultWindow)) - unread(type)
            if room <= 0 then return end
            local tokens
            if set[3] then
                local limit = tonumber(set[3])
                tokens = (tonumber(set[5]) or limit) + (time - (tonumber(set[6]) or time)) * limit / tonumber(set[4])
                tokens = math.min(limit, tokens)
                room = math.min(room, math.floor(tokens))
            end
            if room > 0 then
                local first = redis.call('ZPOPMIN', waiting(type), room)
                for i = 1, #first, 2 do redis.call('XADD', ready(type), '*', 'id', first[i]) end
                if tokens then tokens = tokens - #first / 2 end
            end
            if tokens then redis.call('HSET', settings(type), 'tokens', tokens, 'at', time) end
        end

        -- Takes back what stands in the window behind `score`, so that the window keeps the order of the line.
        local function displace(type, score)
            local returned = 0
            for _, entry in ipairs(window(type)) do
                local own = redis.call('HGET', job(entry[2][2]), 'score')
                if own and tonumber(own) <= score then break end
                redis.call('XDEL', ready(type), entry[1])
                if own then
                    redis.call('ZADD', waiting(type), own, entry[2][2])
                    returned = returned + 1
                end
            end
            if returned > 0 and redis.call('HEXISTS', settings(type), 'limit') == 1 then
                redis.call('HINCRBYFLOAT', settings(type), 'tokens', returned)
            end
        end

        -- Takes a job that waits out of its line; false where it is on its way to a worker already.
        local function withdraw(id, type)
            if redis.call('ZREM', waiting(type), id) == 1 then return true end
            for _, entry in ipairs(window(type)) do
                if entry[2][2] == id then return redis.call('XDEL', ready(type), entry[1]) == 1 end
            end
            return false
        end

        -- Puts a job, of which there is a hash, at the end of its line.
        local function queue(id, type, time)
            local priority = tonumber(redis.call('HGET', job(id), 'priority')) or 0
            local score = (4095 - priority) * LEVEL + redis.call('INCR', '\(JobKeys.sequence)')
            redis.call('HSET', job(id), 'state', 'waiting', 'score', score, 'since', time)
            redis.call('ZADD', waiting(type), score, id)
            if priority > 0 then displace(type, score) end
        end

        """
}
