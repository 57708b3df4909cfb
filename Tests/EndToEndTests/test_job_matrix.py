"""Whatever dies or hangs under them, jobs go on: each ends once and has one effect; none is lost, stuck or done twice.

Each case adds files to a library and scans it, so that the scan, a metadata job a file and a thumbnail job a picture are under way when
trouble comes. MEDIANEST_MATRIX_FILES is the number of files a case: 16, or as many as there is patience for.
"""
import json
import os
import signal
import subprocess
import time

import pytest

from api import Api, register
from expect import eventually
from library import PHOTO, Library, finished
from second import Replica
from stack import Stack

FILES = int(os.environ.get("MEDIANEST_MATRIX_FILES", "16"))
PATIENCE = 60 + FILES
# A worker that has not been heard of for so long counts as dead (docs/jobs.md).
LEASE_SECONDS = 1.5
TYPES = ["library-scan", "metadata-extraction", "thumbnail-generation"]


class World:
    def __init__(self, stack):
        self.stack = stack
        self.admin = register(Api(stack.base), name="Matrix")
        self.library = Library(self.admin, stack.media)
        self.library.scan()
        self.at_rest()

    def environment(self, service, name):
        with open(f"/proc/{self.stack.pids(service)[0]}/environ", "rb") as file:
            return dict(entry.split("=", 1) for entry in file.read().decode().split("\0") if "=" in entry)[name]

    def redis(self, *command, service="workers"):
        url = self.environment(service, "REDIS_URL")
        run = subprocess.run(["redis-cli", "--no-auth-warning", "--json", "-u", url, *command], capture_output=True, text=True, check=False)
        return json.loads(run.stdout) if run.returncode == 0 and run.stdout.strip() else None

    def in_line(self):
        """Jobs that have not ended. None while Redis is away."""
        counts = []
        for kind in TYPES:
            counts += [self.redis("XPENDING", f"mn:{{jobs}}:ready:{kind}", "workers")]
            counts += [self.redis("ZCARD", f"mn:{{jobs}}:{state}:{kind}") for state in ("waiting", "delayed")]
        if any(count is None for count in counts):
            return None
        return sum(count[0] if isinstance(count, list) else count for count in counts)

    def at_rest(self):
        """Nothing in line, time and again: the outbox may still hold the next ones."""
        seen = 0
        deadline = time.monotonic() + PATIENCE
        while seen < 8:
            seen = seen + 1 if self.in_line() == 0 else 0
            assert time.monotonic() < deadline, f"jobs are stuck: {self.in_line()} in line"
            time.sleep(0.1)

    def ended(self, state):
        return {kind: int(self.redis("ZCARD", f"mn:{{jobs}}:{state}:{kind}") or 0) for kind in TYPES}

    def told(self, ids):
        """How often media told of each: an effect that is had twice is told of twice.

        A fact has its number. It may stand in the stream twice under it, when Postgres dies before the relay can forget it there; who reads it counts it once.
        """
        entries = self.redis("XRANGE", "mn:{media}:events", "-", "+", service="media") or []
        text = {json.dumps(fields) for _, fields in entries}
        return {kind: [sum(kind in entry and id in entry for entry in text) for id in ids] for kind in ("media.added.v1", "media.changed.v1")}


@pytest.fixture(scope="module")
def world():
    with Stack() as stack:
        yield World(stack)


def kill_a_worker(world):
    killed = world.stack.kill("workers")
    eventually(lambda: any(pid != killed for pid in world.stack.pids("workers")), 20)


def hang_a_worker_for_longer_than_its_lease(world):
    """Another takes its jobs over; then it goes on as if nothing had been."""
    hung = world.stack.pids("workers")[0]
    with Replica(hung):
        os.kill(hung, signal.SIGSTOP)
        try:
            time.sleep(2 * LEASE_SECONDS + 1)
        finally:
            os.kill(hung, signal.SIGCONT)
        world.at_rest()


def kill_a_store(name):
    def trouble(world):
        killed = world.stack.kill(name)
        eventually(lambda: any(pid != killed for pid in world.stack.pids(name)), 20)
    trouble.__name__ = f"kill_{name}"
    return trouble


def order_a_worker_to_stop(world):
    with Replica(world.stack.pids("workers")[0]) as replica:
        time.sleep(0.3)
        replica.process.send_signal(signal.SIGTERM)
        assert replica.process.wait(20) == 0


@pytest.mark.parametrize("trouble", [
    kill_a_worker, hang_a_worker_for_longer_than_its_lease, order_a_worker_to_stop, kill_a_store("redis-server"), kill_a_store("postgres")],
    ids=lambda trouble: trouble.__name__)
def test_every_job_ends_once(world, trouble):
    completed, failed = world.ended("completed"), world.ended("failed")
    items = {item["id"] for item in world.library.all_items()}
    added = [world.library.add(PHOTO, folder=f"Matrix {trouble.__name__}") for _ in range(FILES)]
    scan = world.library.start_scan()
    # In the middle of it.
    eventually(lambda: world.ended("completed")["metadata-extraction"] > completed["metadata-extraction"], PATIENCE)
    trouble(world)
    eventually(lambda: world.admin.get(f"/jobs/{scan}").status == 200, 30)
    job = finished(world.admin, scan, PATIENCE)
    assert job["state"] == "completed", job
    world.at_rest()

    new = [item for item in world.library.all_items() if item["id"] not in items]
    ended = {kind: count - completed[kind] for kind, count in world.ended("completed").items()}
    print(f"{trouble.__name__}: {len(added)} files, {len(new)} items, {ended} ended")
    assert len(new) == len(added)
    assert ended == {"library-scan": 1, "metadata-extraction": len(added), "thumbnail-generation": len(added)}
    assert world.ended("failed") == failed
    assert all(item.get("thumbnailUrl") for item in new)
    # Each was added once, and changed once, when its thumbnails were made.
    assert world.told([item["id"] for item in new]) == {kind: [1] * len(new) for kind in ("media.added.v1", "media.changed.v1")}
