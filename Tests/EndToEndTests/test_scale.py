"""`medianest scale`: what it advises, how it says so, and what it does where there is nothing to say."""
import json
import subprocess
import threading
import uuid

import pytest

from api import Api, register
from second import Replica
from slow_search import slow_down
from stack import BINARIES, Stack

UP = 3
CLIENTS = 8


def scale(*options):
    return subprocess.run([BINARIES / "medianest", "scale", *options], capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def slow():
    """One request at a time, and each search waits: eight clients keep the line full."""
    with Stack(REQUEST_CONCURRENCY="1") as stack:
        admin = register(Api(stack.base), name="Scale")
        slow_down(json.loads((stack.data / "run/stack.json").read_text())["postgresURL"], 0.05, 0.1)
        over = threading.Event()

        def search():
            while not over.is_set():
                admin.get("/media/search", q=uuid.uuid4().hex)

        clients = [threading.Thread(target=search) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        yield stack
        over.set()
        for client in clients:
            client.join()


def test_a_service_whose_slots_are_taken_is_to_be_scaled_up(slow):
    run = scale("--data", slow.data, "--window", "5s", "--service", "media", "--json")
    report = json.loads(run.stdout)
    (media,) = report["services"]
    assert run.returncode == UP, run.stderr
    assert media["action"] == "up" and media["advisedReplicas"] >= 2 and media["replicas"] == 1
    assert media["tightest"] == "request slots" and media["utilisation"] > 0.9
    # One waits for seven others; then for none, or nearly.
    assert media["p95"] > 200 and media["predictedP95"] < media["p95"] * 0.8
    assert 5 < media["rate"] < 20
    assert run.stderr.startswith("medianest: scale up: media to ")


def test_people_get_a_table_and_the_reason(slow):
    run = scale("--data", slow.data, "--window", "5s")
    assert run.returncode == UP, run.stderr
    assert "SERVICE" in run.stdout and "up to " in run.stdout
    assert "media: request slots are " in run.stdout and "[bus_queue_seconds]" in run.stdout
    assert "cores at work" in run.stdout and "Redis answers in" in run.stdout
    assert "too little to judge" in run.stdout


def test_processes_are_found_by_their_addresses(slow):
    with Replica(slow.pids("media")[0]) as replica:
        ports = [process["internalPort"] for process in json.loads((slow.data / "run/stack.json").read_text())["processes"]]
        places = [part for port in [*ports, replica.internal] for part in ("--metrics", f"http://127.0.0.1:{port}")]
        run = scale("--window", "1s", "--json", *places, "--metrics", "http://127.0.0.1:1")
        report = json.loads(run.stdout)
        replicas = {row["name"]: row["replicas"] for row in report["services"]}
        assert replicas == {"auth": 1, "gateway": 1, "media": 2, "playlists": 1, "workers": 1}
        assert report["missing"] == ["127.0.0.1:1"]
        assert len(report["machines"]) == 1


def test_where_nobody_answers_it_says_so():
    run = scale("--window", "500ms", "--metrics", "http://127.0.0.1:1")
    assert run.returncode == 69 and run.stderr == "medianest: no metrics: 127.0.0.1:1 did not answer\n"


@pytest.mark.parametrize("options", [
    ("--window", "5"), ("--window", "1ms"), ("--target-p95", "0"), ("--most-replicas", "0"), ("--service", "redis"), ("--metrics", "localhost")])
def test_wrong_options_are_refused(options):
    run = scale(*options)
    assert run.returncode == 64 and run.stderr and not run.stdout
