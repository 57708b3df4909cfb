"""A bare loop of redis-py over a stream, each entry acknowledged: `stream_jobs.py URL N`. It retries nothing and keeps no results."""
import json
import sys
import time

import redis

URL, COUNT = sys.argv[1], int(sys.argv[2])
BATCH = 256
client = redis.Redis.from_url(URL)
payload = json.dumps({"sent": 0, "padding": "x" * 64})
client.xgroup_create("bench:stream", "workers", id="0", mkstream=True)

started = time.monotonic()
for start in range(0, COUNT, 200):
    with client.pipeline(transaction=False) as pipe:
        for _ in range(min(200, COUNT - start)):
            pipe.xadd("bench:stream", {"payload": payload})
        pipe.execute()
fill = COUNT / (time.monotonic() - started)

started, done = time.monotonic(), 0
while done < COUNT:
    for _, entries in client.xreadgroup("workers", "one", {"bench:stream": ">"}, count=BATCH, block=1000):
        with client.pipeline(transaction=False) as pipe:
            for entry, fields in entries:
                json.loads(fields[b"payload"])
                pipe.xack("bench:stream", "workers", entry)
            pipe.execute()
        done += len(entries)
print(json.dumps({"fill": {"per_second": fill}, "work": {"per_second": COUNT / (time.monotonic() - started)}}), flush=True)
