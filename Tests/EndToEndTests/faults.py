"""What is done to a running system, on purpose: processes die and hang, stores restart, a disk fills, a line falls silent.

A plan is made from a seed alone. Each fault is a method of `Faults` that returns when the fault is over.
"""
import json
import os
import random
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

import watch
from cut import Line
from expect import eventually
from second import Replica, free_port

REPLICATED = ["auth", "media", "playlists", "workers"]
KILLED = ["kill gateway 0", "kill gateway 1", *(f"kill {service}" for service in REPLICATED)]
HUNG = ["hang gateway 0", *(f"hang {service}" for service in REPLICATED)]
STORES = ["stop redis", "kill redis", "stop postgres", "kill postgres", *(f"cut {role}" for role in ("media", "playlists"))]
SLOW = ["lock playlists", "lock media", "pause redis", "pause postgres"]
DISK = ["fill disk"]
# What a moment of each kind is made of, for a run that has less than a minute.
BRIEF = ["kill gateway 1", "kill playlists", "hang media", "kill redis", "cut media", "pause redis", "fill disk", "stop postgres"]
BACK_WITHIN = 40
# Of the storage folder, where it is a file system of its own. A few times what the load leaves there.
DISK_BYTES = 192 << 20


@dataclass(frozen=True)
class Planned:
    what: str
    # For what lasts: so long.
    seconds: float
    # Before it.
    pause: float
    # Which of several.
    choice: int


def plan(seed, seconds, kinds=None):
    """Faults until the time is up; each kind once before any comes twice."""
    kinds, chance = list(kinds or KILLED + HUNG + STORES + SLOW + DISK), random.Random(seed)
    planned, taken = [], 0.0
    while True:
        chance.shuffle(kinds)
        for kind in kinds:
            one = Planned(kind, round(chance.uniform(1.5, 3.5), 2), round(chance.uniform(1, 3), 2), chance.randrange(2))
            # A restart takes about as long as a pause.
            taken += one.pause + one.seconds + 1
            if taken > seconds and planned:
                return planned
            planned.append(one)


class Faults:
    """The system under them: two replicas of each service, two gateways, and a third replica of playlists on lines that can be paused."""

    def __init__(self, stack, has_own_disk):
        self.stack, self.has_own_disk = stack, has_own_disk
        self.told = []  # (what, began, ended)
        self.second, self.public = None, free_port()
        playlists = stack.pids("playlists")[0]
        settings = watch.environment(playlists)
        self.lines = {"redis": self._line_to_redis(settings["REDIS_URL"]), "postgres": self._line_to_postgres(settings["POSTGRES_URL"])}
        self.third = Replica(playlists, REDIS_URL=self._through("redis", settings["REDIS_URL"]), POSTGRES_URL=self._through("postgres", settings["POSTGRES_URL"]))

    def __enter__(self):
        self._start_second()
        self.third.__enter__()
        return self

    def __exit__(self, *_):
        for line in self.lines.values():
            line.resume()
        for replica in (self.second, self.third):
            replica.__exit__()
        for line in self.lines.values():
            line.cut()

    @property
    def bases(self):
        return [self.stack.base, f"http://127.0.0.1:{self.public}"]

    def _start_second(self):
        gateway = eventually(lambda: self.stack.pids("gateway"), BACK_WITHIN)[0]
        self.second = Replica(gateway, GATEWAY_PORT=str(self.public)).__enter__()

    @staticmethod
    def _line_to_redis(url):
        server = urlsplit(url)
        return Line(server.hostname, server.port)

    @staticmethod
    def _line_to_postgres(url):
        return Line(parse_qs(urlsplit(url).query)["host"][0] + "/.s.PGSQL.5432", None)

    def _through(self, store, url):
        server = urlsplit(url)
        user = f"{quote(server.username)}:{quote(server.password)}"
        return f"{server.scheme}://{user}@127.0.0.1:{self.lines[store].port}{server.path}"

    def strike(self, planned):
        verb, *words = planned.what.split()
        time.sleep(planned.pause)
        began = time.monotonic()
        getattr(self, f"_{verb}")(*words, planned=planned)
        self.told.append((planned.what, began, time.monotonic()))

    def one_of(self, name, planned):
        pids = eventually(lambda: self.stack.pids(name), BACK_WITHIN)
        return pids[planned.choice % len(pids)]

    def _kill(self, name, number="", planned=None):
        if name in ("redis", "postgres"):
            return self._restart(name, signal.SIGKILL)
        if (name, number) == ("gateway", "1"):
            self.second.kill()
            return self._start_second()
        pid = self.one_of(name, planned)
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: pid not in self.stack.pids(name), BACK_WITHIN)
        eventually(lambda: self._is_whole(name), BACK_WITHIN)

    def _stop(self, name, planned):
        # Postgres waits for its clients to leave on SIGTERM, and stops at once on SIGINT.
        self._restart(name, signal.SIGINT if name == "postgres" else signal.SIGTERM)

    def _restart(self, name, number):
        url = watch.environment(self.one_of("playlists", Planned("", 0, 0, 0)))[f"{name.upper()}_URL"]
        answers = getattr(watch, name)(url)
        pid = self.stack.kill({"redis": "redis-server"}.get(name, name), number)
        eventually(lambda: not os.path.exists(f"/proc/{pid}"), BACK_WITHIN)
        eventually(answers, BACK_WITHIN)

    def _is_whole(self, name):
        ports = [process["internalPort"] for process in watch.stack_file(self.stack)["processes"] if process["service"] == name]
        return len(self.stack.pids(name)) == len(ports) and all(is_ready(port) for port in ports)

    def _hang(self, name, number="", planned=None):
        pid = self.one_of(name, planned)
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(planned.seconds)
        finally:
            os.kill(pid, signal.SIGCONT)

    def _cut(self, role, planned):
        self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'")

    def _lock(self, service, planned):
        table = {"playlists": "playlists.playlists", "media": "media.media_items"}[service]
        self.sql(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep({planned.seconds}); COMMIT")

    def _pause(self, store, planned):
        self.lines[store].pause()
        time.sleep(planned.seconds)
        self.lines[store].resume()

    def _fill(self, _, planned):
        """Leaves no byte of the storage folder's file system, and gives it back."""
        if not self.has_own_disk:
            return
        filler = self.stack.data / "storage/filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass  # It is full.
            time.sleep(planned.seconds)
        filler.unlink()

    def sql(self, statement):
        url = watch.stack_file(self.stack)["postgresURL"]
        run = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, url], check=True, capture_output=True, text=True)
        return [line.split("|") for line in run.stdout.splitlines()]

    def redis(self, *command):
        url = watch.stack_file(self.stack)["redisURL"]
        run = subprocess.run(["redis-cli", "--no-auth-warning", "--json", "-e", "-u", url, *command], capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"{command}: {run.stdout}{run.stderr}"
        return json.loads(run.stdout)

    def rest(self):
        """Until every process is there and ready."""
        for name in ["gateway", *REPLICATED]:
            eventually(lambda name=name: self._is_whole(name), BACK_WITHIN)
        for replica in (self.second, self.third):
            eventually(lambda replica=replica: is_ready(replica.internal), BACK_WITHIN)


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
