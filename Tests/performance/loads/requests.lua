-- Asks for the targets of a file in turn, each thread and connection another: wrk -s requests.lua URL -- FILE TOKEN [DELAY_MS]
-- A line is a target to GET, or `METHOD target body`. A line of JSON with what happened goes to standard output.
local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init(arguments)
    requests, position = {}, number * 7919
    pause = tonumber(arguments[3] or "")
    local headers = { ["Authorization"] = "Bearer " .. arguments[2], ["Content-Type"] = "application/json" }
    if arguments[2] == "none" then headers["Authorization"] = nil end
    for name, value in pairs(wrk.headers) do headers[name] = value end
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

function done(summary, latency)
    -- No `response` of ours: with one wrk takes every answer apart for it, which costs more than the rest of its work.
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"broken":%d,"refused":%d}\n', summary.requests,
        summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
        errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
