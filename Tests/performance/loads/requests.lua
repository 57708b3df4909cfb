-- Asks for the targets of a file in turn, each thread and connection another: wrk -s requests.lua URL -- FILE TOKEN [DELAY_MS]
-- A line is a target to GET, or `METHOD target body`. A line of JSON with what happened goes to standard output.
local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init(arguments)
    requests, statuses, position = {}, {}, number * 7919
    pause = tonumber(arguments[3] or "")
    local headers = { ["Authorization"] = "Bearer " .. arguments[2], ["Content-Type"] = "application/json" }
    if arguments[2] == "none" then headers["Authorization"] = nil end
    for line in io.lines(arguments[1]) do
        local method, target, body = line:match("^(%u+) (%S+) ?(.*)$")
        table.insert(requests, wrk.format(method or "GET", target or line, headers, body))
    end
    if not pause then delay = nil end
end

function delay() return pause end

function request()
    position = position + 1
    return requests[position % #requests + 1]
end

function response(status)
    if status >= 400 then statuses[status] = (statuses[status] or 0) + 1 end
end

function done(summary, latency)
    local refused = {}
    for _, thread in ipairs(threads) do
        for status, count in pairs(thread:get("statuses")) do refused[status] = (refused[status] or 0) + count end
    end
    local list = {}
    for status, count in pairs(refused) do table.insert(list, string.format('"%d":%d', status, count)) end
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"broken":%d,"statuses":{%s}}\n', summary.requests,
        summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
        errors.connect + errors.read + errors.write + errors.timeout, table.concat(list, ",")))
end
