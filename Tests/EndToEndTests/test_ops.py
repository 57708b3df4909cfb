"""What an operator sees of all replicas from any gateway: statements, pools, and alerts that come and go with their cause."""
import json
import os
import re
import signal
import subprocess
import threading
import urllib.request

import pytest

from alert_rules import judged_names, scraped_metrics
from api import Api, register
from expect import eventually, problem
from library import Library
from second import Replica
from stack import Stack

# Ten times as often as usual, so that nobody waits for a report.
INTERVAL = {"REPORT_INTERVAL_MS": "500"}
VIEWS = ["/ops/slow-queries", "/ops/pool", "/ops/alerts"]
# Without a certificate there is nothing to tell of one.
ABSENT = {"tls_certificate_remaining_seconds"}


class Watched:
    def __init__(self, stack):
        self.stack, self.admin = stack, register(Api(stack.base), name="The Operator")
        running = json.loads((stack.data / "run/stack.json").read_text())
        self.redis_url, self.postgres_url, self.processes = running["redisURL"], running["postgresURL"], running["processes"]

    def redis(self, *command):
        run = subprocess.run(["redis-cli", "--no-auth-warning", "--json", "-u", self.redis_url, *command], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    def metrics(self):
        """The text of every process."""
        for process in self.processes:
            with urllib.request.urlopen(f"http://127.0.0.1:{process['internalPort']}/metrics", timeout=10) as answer:
                yield answer.read().decode()

    def replicas(self, service):
        return {replica["instance"]: replica["state"] for replica in self.admin.get("/ops/pool", service=service).json["replicas"]}

    def alerts(self, state, name, **wanted):
        items = self.admin.get("/ops/alerts", state=state).json["items"]
        return [item for item in items if item["name"] == name and wanted.items() <= item.items()]


@pytest.fixture(scope="module")
def stack():
    with Stack(**INTERVAL) as running:
        yield running


@pytest.fixture(scope="module")
def watched(stack):
    return Watched(stack)


@pytest.mark.parametrize("path", VIEWS)
def test_they_are_for_administrators_and_never_kept(watched, path):
    reply = watched.admin.get(path)
    assert reply.status == 200, reply.body
    assert reply["Cache-Control"] == "no-store"
    problem(watched.admin.anonymous.get(path), 401)
    problem(register(watched.admin).get(path), 403)
    assert f"/api/v1{path}" in watched.admin.outside.get("/openapi.json").json["paths"]


@pytest.mark.parametrize("path,query", [("/ops/slow-queries", {"limit": "0"}), ("/ops/pool", {"service": "nobody"}), ("/ops/alerts", {"state": "loud"})])
def test_what_makes_no_sense_is_refused(watched, path, query):
    problem(watched.admin.get(path, **query), 422, "invalid")


def test_every_replica_tells_of_its_pool(watched):
    eventually(lambda: len(watched.admin.get("/ops/pool").json["items"]) == 4)
    reply = watched.admin.get("/ops/pool").json
    assert {item["service"] for item in reply["items"]} == {"auth", "media", "playlists", "workers"}
    for pool in (item["pool"] for item in reply["items"]):
        assert 0 < pool["size"] <= pool["maximum"] and pool["inUse"] + pool["idle"] == pool["size"]
        assert pool["acquired"] > 0 and 0 <= pool["acquireP50Ms"] <= pool["acquireP95Ms"]


def test_a_second_replica_is_told_of_and_missed_once_it_is_killed(watched):
    first = watched.replicas("media")
    with Replica(watched.stack.pids("media")[0]) as second:
        eventually(lambda: len(watched.replicas("media")) == 2)
        items = watched.admin.get("/ops/pool", service="media").json["items"]
        assert len(items) == 2 and {item["service"] for item in items} == {"media"}
        assert any(item["replicas"] == 2 for item in watched.admin.get("/ops/slow-queries", service="media", limit=100).json["items"])
        lost = (watched.replicas("media").keys() - first.keys()).pop()
        second.kill()
        eventually(lambda: watched.replicas("media")[lost] == "missing", 20)
        eventually(lambda: watched.alerts("firing", "ReplicaSilent", service="media", instance=lost))
    assert all(watched.replicas("media")[name] == "reporting" for name in first)


def test_a_replica_that_ends_as_asked_is_not_missed(watched):
    before = watched.replicas("playlists")
    with Replica(watched.stack.pids("playlists")[0]):
        eventually(lambda: len(watched.replicas("playlists")) == len(before) + 1)
    assert watched.replicas("playlists") == before


def test_a_slow_query_shows_without_what_was_asked(watched):
    known = watched.admin.get("/ops/slow-queries", service="media").json["log"]["count"]
    lock = "BEGIN; LOCK TABLE media.media_items IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(3); COMMIT"
    holder = subprocess.Popen(["psql", "--quiet", "--command", lock, watched.postgres_url], stdout=subprocess.DEVNULL)
    held = "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' AND relation = 'media.media_items'::regclass"
    ask = ["psql", "--tuples-only", "--no-align", "--command", held, watched.postgres_url]
    eventually(lambda: subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip() == "1")
    answers = []
    asked = threading.Thread(target=lambda: answers.append(watched.admin.get("/media/search", q="zanzibar quartz")))
    asked.start()

    def slow():
        log = watched.admin.get("/ops/slow-queries", service="media").json["log"]
        return log if log["count"] > known else None
    log = eventually(slow, 20)
    asked.join()
    assert holder.wait(10) == 0 and answers[0].status == 200
    assert log["thresholdMs"] == 1000 and log["runs"][0]["ms"] >= 1000 and log["runs"][0]["service"] == "media"
    reply = watched.admin.get("/ops/slow-queries", limit=100)
    assert b"zanzibar" not in reply.body
    totals = [item["totalMs"] for item in reply.json["items"]]
    assert totals == sorted(totals, reverse=True)
    worst = max(reply.json["items"], key=lambda item: item["maxMs"])
    assert worst["maxMs"] >= 1000 and worst["minMs"] <= worst["meanMs"] <= worst["maxMs"]
    assert len(watched.admin.get("/ops/slow-queries", limit=3).json["items"]) == 3


def test_a_dead_letter_fires_and_ends_when_it_is_gone(watched):
    assert not watched.alerts("firing", "DeadLetters")
    watched.redis("XADD", "mn:{media}:requests", "*", "h", "no header that anybody reads", "b", "{")
    [alert] = eventually(lambda: watched.alerts("firing", "DeadLetters", service="media", subject="requests"), 20)
    assert alert["value"] >= 1 and alert["threshold"] == 0 and alert["severity"] == "warning" and alert["direction"] == "above"
    assert alert["runbook"] == "docs/runbook.md#deadletters" and "instance" not in alert
    active = re.compile(r'^alerts_active\{alert="DeadLetters",severity="warning"\} 1$', re.MULTILINE)
    eventually(lambda: active.search(watched.admin.outside.get("/metrics").body.decode()))
    watched.redis("DEL", "mn:{media}:requests:dead")
    eventually(lambda: watched.alerts("resolved", "DeadLetters", service="media", subject="requests"))
    assert not watched.alerts("firing", "DeadLetters")


def test_workers_that_hang_are_noticed_and_so_is_their_queue(watched):
    library = Library(watched.admin, watched.stack.media)
    library.scan()
    library.rest()
    workers = watched.stack.pids("workers")[0]
    os.kill(workers, signal.SIGSTOP)
    # Else Redis hands the next job to a connection that nobody reads.
    watched.redis("CLIENT", "KILL", "USER", "workers")
    try:
        library.start_scan()
        [alert] = eventually(lambda: watched.alerts("firing", "QueueStalled", subject="media"), 60)
        assert alert["value"] > alert["threshold"] and alert["severity"] == "critical"
        eventually(lambda: watched.alerts("firing", "ServiceDown", service="workers"), 60)
        assert "missing" in watched.replicas("workers").values()
    finally:
        os.kill(workers, signal.SIGCONT)
    for name in ("QueueStalled", "ServiceDown", "ReplicaSilent"):
        eventually(lambda name=name: not watched.alerts("firing", name, service="workers") and not watched.alerts("firing", name, subject="media"), 60)
    library.rest()


def test_judging_goes_on_where_another_gateway_left_it(watched):
    def judge():
        return watched.admin.get("/ops/alerts").json
    first = eventually(lambda: judge() if judge()["isCurrent"] else None)
    with Replica(watched.stack.pids("gateway")[0]) as second:
        other = Api(second.base, watched.admin.token)
        told = other.get("/ops/alerts").json
        assert told["judgedBy"] == first["judgedBy"]
        watched.stack.kill("gateway")
        eventually(lambda: (now := other.get("/ops/alerts").json)["judgedBy"] != first["judgedBy"] and now["isCurrent"], 20)
    eventually(lambda: watched.admin.outside.get("/health/ready").status == 200, 60)
    eventually(lambda: judge()["isCurrent"], 20)


def test_every_metric_that_prometheus_is_asked_for_is_there(watched):
    def missing():
        served = set(re.findall(r"^([a-zA-Z_:][\w:]*)", "".join(watched.metrics()), re.MULTILINE))
        return scraped_metrics() - served - ABSENT
    eventually(lambda: not missing(), 30)
    told = "".join(watched.metrics())
    assert {name for name in judged_names() if f'alert="{name}"' in told} == judged_names()
