"""BullMQ for Python with jobs that do nothing: `bullmq_jobs.py URL N` adds N, then runs them in one worker process. One JSON object a side."""
import asyncio
import json
import resource
import sys
import time

from bullmq import Queue, Worker

URL, COUNT = sys.argv[1], int(sys.argv[2])
CONCURRENCY = 256
PADDING = "x" * 64


def told(started, used):
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return {"per_second": COUNT / (time.monotonic() - started), "cpu_us": (spent.ru_utime + spent.ru_stime - used) * 1e6 / COUNT}


def used():
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


async def main():
    queue = Queue("bench", {"connection": URL})
    started, before = time.monotonic(), used()
    for start in range(0, COUNT, 200):
        await queue.addBulk([
            {"name": "nop", "data": {"sent": 0, "padding": PADDING}, "opts": {"attempts": 3}} for _ in range(min(200, COUNT - start))])
    fill = told(started, before)

    done, ended = 0, asyncio.Event()

    async def process(job, token):
        return None

    def completed(job, result):
        nonlocal done
        done += 1
        if done == COUNT:
            ended.set()

    started, before = time.monotonic(), used()
    worker = Worker("bench", process, {"connection": URL, "concurrency": CONCURRENCY, "autorun": False})
    worker.on("completed", completed)
    running = asyncio.ensure_future(worker.run())
    await ended.wait()
    print(json.dumps({"fill": fill, "work": told(started, before)}), flush=True)
    await worker.close()
    await queue.close()
    await asyncio.gather(running, return_exceptions=True)


asyncio.run(main())
