"""What clients see while replicas die, hang and are stopped: nothing. And while a store restarts: refusals, as long as it is away. That
nothing is lost or done twice either way.

MEDIANEST_KILLS is how often one of each service dies, MEDIANEST_CLIENTS how many ask meanwhile.
"""
import concurrent.futures
import os
import random
import re
import signal
import time
import urllib.request
import uuid

import pytest

import watch
from api import Api, register
from crowd import Crowd, gathered
from expect import eventually
from library import Library
from stack import Stack

REPLICATED = ["auth", "media", "playlists", "workers"]
ROUNDS = int(os.environ.get("MEDIANEST_KILLS", "2"))
CLIENTS = int(os.environ.get("MEDIANEST_CLIENTS", "8"))
# A second is what is promised (docs/reliability.md), two after a store is back; the rest is for a machine that does other things too.
SLOWEST = 4
REFUSED_AFTER = 3
HUNG = 2
BACK_WITHIN = 30


class Doubled:
    """A system with two replicas of each service."""

    def __init__(self, stack):
        self.stack, self.random = stack, random.Random(20)
        self.admin = register(Api(stack.base), name="The First")
        self.library = Library(self.admin, stack.media)
        self.library.scan()
        self.library.rest()
        self.claimed = {}
        self.clients = gathered([stack.base], self.admin, self.library, CLIENTS)

    def crowd(self, persists=False):
        return Crowd(self.clients, persists)

    def are_whole(self, service):
        ports = [process["internalPort"] for process in watch.stack_file(self.stack)["processes"] if process["service"] == service]
        return len(self.stack.pids(service)) == 2 and all(self._is_ready(port) for port in ports)

    def _is_ready(self, port):
        """Notes besides what it has claimed so far."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2), \
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=2) as metrics:
                text = metrics.read().decode()
        except OSError:
            return False
        started = re.search(r"^process_start_time_seconds (\S+)", text, re.MULTILINE)
        claimed = re.search(r"^bus_claimed_total (\d+)", text, re.MULTILINE)
        self.claimed[port, started and started[1]] = int(claimed[1])
        return True

    def choose(self, service):
        """One of two replicas, at a random moment at which both are there."""
        eventually(lambda: self.are_whole(service), BACK_WITHIN)
        time.sleep(self.random.random() * 0.3)
        return self.random.choice(self.stack.pids(service))

    def rest(self):
        for service in REPLICATED:
            eventually(lambda: self.are_whole(service), BACK_WITHIN)


@pytest.fixture(scope="module")
def doubled():
    with Stack(replicas={service: 2 for service in REPLICATED}) as stack:
        yield Doubled(stack)


def nobody_noticed(crowd, slowest):
    print(f"\n{crowd.report()}")
    assert not crowd.failures, (len(crowd.failures), crowd.failures[:5])
    assert crowd.slowest(1)[0].took < slowest, crowd.slowest()
    crowd.judge()


def kill(pid):
    os.kill(pid, signal.SIGKILL)


def fall_silent_and_die(pid):
    """So that it dies with requests in its hands for certain: those that come while it is silent are given to it too."""
    os.kill(pid, signal.SIGSTOP)
    time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)


@pytest.mark.timeout(600)
def test_nobody_notices_that_replicas_are_killed(doubled):
    claimed = sum(doubled.claimed.values())
    with doubled.crowd() as crowd:
        for turn in range(ROUNDS):
            for service in REPLICATED:
                (fall_silent_and_die if turn % 2 else kill)(doubled.choose(service))
        doubled.rest()
    nobody_noticed(crowd, SLOWEST)
    assert sum(doubled.claimed.values()) > claimed, "nobody had a request in its hands"


@pytest.mark.timeout(600)
def test_nobody_notices_that_replicas_are_stopped(doubled):
    """One after the other, as a new version is rolled out."""
    with doubled.crowd() as crowd:
        for service in REPLICATED:
            for _ in range(2):
                os.kill(doubled.choose(service), signal.SIGTERM)
        doubled.rest()
    nobody_noticed(crowd, SLOWEST)


@pytest.mark.timeout(600)
def test_a_replica_that_hangs_and_wakes_up_does_nothing_twice(doubled):
    """What it held is claimed. What it was in the middle of in the database holds its rows until it wakes up."""
    with doubled.crowd() as crowd:
        for service in REPLICATED:
            pid = doubled.choose(service)
            os.kill(pid, signal.SIGSTOP)
            try:
                time.sleep(HUNG)
            finally:
                os.kill(pid, signal.SIGCONT)
        doubled.rest()
    nobody_noticed(crowd, SLOWEST + HUNG)


@pytest.mark.timeout(600)
def test_without_any_replica_requests_wait_until_one_is_back(doubled):
    """Within the gateway's patience of 5 s: what both held is claimed by whoever comes first."""
    with doubled.crowd(persists=True) as crowd:
        eventually(lambda: doubled.are_whole("playlists"), BACK_WITHIN)
        for pid in doubled.stack.pids("playlists"):
            os.kill(pid, signal.SIGKILL)
        doubled.rest()
    print(f"\n{crowd.report()}")
    assert {answer.status for answer in crowd.failures} <= {503, 504}, crowd.failures[:5]
    crowd.judge()


def test_an_order_that_somebody_died_over_is_taken_as_carried_out(doubled):
    """Whoever had it may have carried it out before it died; its client must not be told that there was nothing to do."""
    doubled.rest()
    orders = [(doubled.admin.delete, f"/jobs/{uuid.uuid4()}"), (doubled.admin.post, f"/jobs/{doubled.library.scan()['id']}/retry")]
    assert [ask(path).status for ask, path in orders] == [404, 422]
    hung = doubled.stack.pids("workers")
    for pid in hung:
        os.kill(pid, signal.SIGSTOP)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        replies = [pool.submit(ask, path) for ask, path in orders]
        time.sleep(0.2)
        for pid in hung:
            os.kill(pid, signal.SIGKILL)
        assert [reply.result().status for reply in replies] == [204, 200]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["stops", "dies"])
@pytest.mark.parametrize("store", ["redis-server", "postgres"])
def test_a_store_that_restarts_refuses_only_while_it_is_away(doubled, store, number):
    doubled.rest()
    settings = watch.environment(doubled.stack.pids("media")[0])
    answers = watch.redis(settings["REDIS_URL"]) if store == "redis-server" else watch.postgres(settings["POSTGRES_URL"])
    with doubled.crowd(persists=True) as crowd:
        with watch.Watch(answers) as seen:
            time.sleep(1)
            # Postgres waits for its clients to leave on SIGTERM, and stops at once on SIGINT.
            doubled.stack.kill(store, signal.SIGINT if store == "postgres" and number == signal.SIGTERM else number)
            eventually(lambda: seen.down, BACK_WITHIN)
            time.sleep(REFUSED_AFTER + 0.5)
        assert seen.down[-1][1] < float("inf")
    print(f"\n{crowd.report()}")
    began, ended = seen.down[0][0] - 0.2, seen.down[-1][1]
    late = max((answer.began + answer.took for answer in crowd.failures), default=ended) - ended
    slow = crowd.slowest(1)[0]
    print(f"away for {ended - began - 0.2:.2f} s, {len(crowd.failures)} refused, the last {late:.2f} s after; the slowest answer took {slow.took:.2f} s")
    assert {answer.status for answer in crowd.failures} <= {503}, [answer for answer in crowd.failures if answer.status != 503][:5]
    outside = [answer for answer in crowd.failures if answer.began < began or answer.began > ended + REFUSED_AFTER]
    assert not outside, (began, ended, outside[:5])
    doubled.rest()
    crowd.judge()
