"""Three workers are killed, hung for longer than their lease and cut off from their stores, at every step of a job's life. In the end
each job has ended once and had its effect once.

A worker is held at the step, the fault strikes, and it goes on if it lives; jobs are added all the while. Redis and Postgres are those of
`medianest up`, which starts them again. MEDIANEST_MATRIX_JOBS is the number of jobs: 600 in one round, or 10 000 in eight. In each round
one of the stores is killed at each step, in the next the other.
"""
import collections
import json
import os
import subprocess
import time

import pytest

from expect import eventually
from matrix_worker import Process, Worker
from stack import Stack

JOBS = int(os.environ.get("MEDIANEST_MATRIX_JOBS", "600"))
ROUNDS = max(1, JOBS // 1250)
STEPS = ["before-read", "after-read", "during-work", "in-effect", "after-effect", "acknowledging", "acknowledged", "retrying"]
FAULTS = ["kill", "hang", "redis", "postgres"]
# More than it takes until a silent worker's jobs are claimed (docs/jobs.md).
HUNG_SECONDS = 3


class World:
    def __init__(self, stack):
        self.stack = stack
        with open(f"/proc/{stack.pids('workers')[0]}/environ", "rb") as file:
            environment = dict(entry.split("=", 1) for entry in file.read().decode().split("\0") if "=" in entry)
        self.redis_url = environment["REDIS_URL"]
        self.postgres_url = json.loads((stack.data / "run/stack.json").read_text())["postgresURL"]
        self.urls = [self.redis_url, self.postgres_url]
        self.added = 0
        self.filler = Process("fill", *self.urls)
        assert self.filler.heard("ready", 20)
        self.workers = [Worker(self.urls, place) for place in range(3)]

    def end(self):
        for worker in self.workers:
            worker.end()
        self.filler.kill()

    def add(self, count):
        self.filler.tell(str(count))
        assert self.filler.heard("added", 30)
        self.added += count

    def strike(self, worker, fault):
        if fault == "kill":
            worker.kill()
        elif fault == "hang":
            worker.hang(HUNG_SECONDS)
        else:
            name = {"redis": "redis-server", "postgres": "postgres"}[fault]
            # It may not be back yet from the time before.
            eventually(lambda: self.stack.pids(name), 30)
            killed = self.stack.kill(name)
            eventually(lambda: any(pid != killed for pid in self.stack.pids(name)), 20)
            worker.go()

    def redis(self, *command):
        run = subprocess.run(["redis-cli", "--no-auth-warning", "--json", "-u", self.redis_url, *command], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    def ids(self, state):
        return self.redis("ZRANGE", f"mn:{{jobs}}:{state}:matrix", "0", "-1")

    def in_line(self):
        lines = [self.redis("ZCARD", f"mn:{{jobs}}:{state}:matrix") for state in ("waiting", "delayed", "parked", "expiring")]
        return sum(lines) + self.redis("XPENDING", "mn:{jobs}:ready:matrix", "workers")[0]

    def effects(self):
        """How often each job had its effect."""
        run = subprocess.run(["psql", "-Atq", self.postgres_url, "-c", "SELECT job_id FROM matrix.matrix_effects"], capture_output=True, text=True, check=True)
        return collections.Counter(run.stdout.split())


@pytest.fixture
def world():
    with Stack() as stack:
        world = World(stack)
        try:
            yield world
        finally:
            world.end()


def held(world, step, number):
    """A worker that is at the step with some job: they are added until one is."""
    worker = eventually(lambda: next((worker for worker in world.workers if worker.is_free), None), 2 * HUNG_SECONDS)
    world.workers.append(world.workers.pop(world.workers.index(worker)))
    worker.arm(step, number)
    deadline = time.monotonic() + 60
    while True:
        world.add(5)
        if worker.is_held_at(step, 0.5):
            return worker
        assert time.monotonic() < deadline, f"no job came to {step}"


@pytest.mark.timeout(120 + JOBS // 5)
def test_every_job_ends_once_whatever_dies_at_whichever_step(world):
    struck = collections.Counter()
    for turn in range(ROUNDS):
        for place, step in enumerate(STEPS):
            # A server that dies every few seconds is started again with growing pauses.
            store = FAULTS[2 + (place + turn) % 2]
            for fault in ["kill", store, "hang"]:
                worker = held(world, step, 1 + turn % 3)
                world.add(JOBS // ROUNDS // 48)
                world.strike(worker, fault)
                struck[step, fault] += 1
    world.add(max(0, JOBS - world.added))
    eventually(lambda: world.in_line() == 0 and len(world.ids("completed")) + len(world.ids("failed")) == world.added, 60)

    completed, failed, effects = world.ids("completed"), world.ids("failed"), world.effects()
    print(f"\n{world.added} jobs: {len(completed)} completed, {len(failed)} failed by design, {effects.total()} effects, "
          f"{sum(worker.generation for worker in world.workers)} workers")
    print("struck".ljust(16) + "".join(fault.rjust(10) for fault in FAULTS))
    for step in STEPS:
        print(step.ljust(16) + "".join(str(struck[step, fault]).rjust(10) for fault in FAULTS))
    # Every fiftieth job is made to fail.
    assert len(failed) == sum(number % 50 == 7 for number in range(world.added))
    assert set(effects) == set(completed) and len(completed) == world.added - len(failed)
    assert {job: count for job, count in effects.items() if count != 1} == {}
    errors = {world.redis("HGET", f"mn:{{jobs}}:job:{job}", "error") for job in failed}
    assert errors == {"It is made to fail."}
    assert world.redis("XLEN", "mn:{jobs}:ready:matrix") <= 1
