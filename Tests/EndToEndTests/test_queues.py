"""How administrators see the queues of jobs and steer them, over the API and with `medianest queue`."""
import json
import os
import subprocess
import uuid

import pytest

from api import Api, register
from expect import eventually, problem, wrong_fields
from library import FILM, PHOTO, Library, finished
from stack import BINARIES, Stack

UNKNOWN = "/jobs/0190a5b4-0000-7000-8000-000000000000"
STATES = {"waiting", "active", "delayed", "completed", "failed"}
PATIENCE = 60


class World:
    """A system of its own: pausing a queue would stop the others' tests."""

    def __init__(self, stack):
        self.stack = stack
        self.admin = register(Api(stack.base), name="Queues")
        self.member = register(self.admin)
        self.library = Library(self.admin, stack.media)
        self.library.scan()
        self.at_rest()

    def queue(self, name="media"):
        return {queue["name"]: queue for queue in self.admin.get("/queues").items}[name]

    def jobs(self, state, name="media"):
        return [job for page in self.admin.walk(f"/queues/{name}/jobs", state=state, limit=3) for job in page["items"]]

    def job(self, id):
        return self.admin.get(f"/jobs/{id}").json

    def at_rest(self):
        def quiet():
            counts = self.queue()["counts"]
            return counts["waiting"] + counts["active"] + counts["delayed"] == 0
        # Time and again: the outbox may still hold the next ones.
        eventually(lambda: all(quiet() for _ in range(20)), PATIENCE)

    def upload(self, original, cut=None):
        content = (self.stack.media / original).read_bytes()
        content = content[:cut] if cut else content + uuid.uuid4().bytes
        made = self.admin.post(
            "/media", body=content, headers={"Content-Type": "application/octet-stream"}, filename=original.split("/")[-1])
        assert made.status == 201, made.body
        return made.json

    def pause(self):
        answer = self.admin.post("/queues/media/pause")
        assert (answer.status, answer.json["name"], answer.json["paused"]) == (200, "media", True), answer.body

    def resume(self):
        answer = self.admin.post("/queues/media/resume")
        assert (answer.status, answer.json["paused"]) == (200, False), answer.body

    def command(self, *arguments):
        return subprocess.run(
            [BINARIES / "medianest", "queue", *arguments, "--data", self.stack.data], env=os.environ, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def world():
    # So that files stand in line for a while.
    with Stack(WORKERS_METADATA="1", WORKERS_THUMBNAILS="1") as stack:
        yield World(stack)


@pytest.fixture
def paused(world):
    """The queue `media` stands still until the test ends, and then comes to rest."""
    world.pause()
    yield world
    world.resume()
    world.at_rest()


@pytest.fixture
def failed(world):
    """The job of a film that breaks off."""
    before = {job["id"] for job in world.jobs("failed")}
    world.upload(FILM, cut=20_000)
    return eventually(lambda: next((job for job in world.jobs("failed") if job["id"] not in before), None), PATIENCE)


def waiting(world, count):
    return eventually(lambda: len(jobs := world.jobs("waiting")) >= count and jobs, PATIENCE)


def test_queues_are_listed_with_what_is_in_them(world):
    listed = world.admin.get("/queues")
    assert listed.status == 200
    queues = {queue["name"]: queue for queue in listed.items}
    assert {"media", "notifications"} <= set(queues)
    for queue in queues.values():
        assert set(queue) == {"name", "paused", "counts", "oldestWaitingSeconds", "perMinute"}
        assert set(queue["counts"]) == STATES
    media = queues["media"]
    assert media["paused"] is False and media["oldestWaitingSeconds"] == 0
    for state in STATES:
        assert media["counts"][state] == len(world.jobs(state)), state


def test_what_waits_in_a_paused_queue_has_its_place_and_runs_when_it_goes_on(paused):
    before = paused.queue()["counts"]
    for _ in range(5):
        paused.upload(PHOTO)
    jobs = waiting(paused, 5)
    shown = [paused.job(job["id"]) for job in jobs]
    assert [job["position"] for job in shown] == [1, 2, 3, 4, 5]
    assert all(job["state"] == "waiting" and job["attempt"] == 0 and "eta" not in job for job in shown)
    queue = paused.queue()
    assert queue["paused"] and queue["counts"]["waiting"] == before["waiting"] + 5
    assert eventually(lambda: paused.queue()["oldestWaitingSeconds"] > 0)
    paused.resume()
    for job in jobs:
        eventually(lambda job=job: paused.job(job["id"])["state"] == "completed", PATIENCE)
    paused.at_rest()
    # Each has had its thumbnails made, too.
    assert paused.queue()["counts"]["completed"] == before["completed"] + 10


def test_a_waiting_job_has_an_estimate_while_its_queue_runs(world):
    for _ in range(8):
        world.upload(PHOTO)

    def estimated():
        shown = [world.job(job["id"]) for job in world.jobs("waiting") + world.jobs("active")]
        return next((job["eta"] for job in shown if "eta" in job), None)
    eta = eventually(estimated, PATIENCE)
    assert eta["p50"] <= eta["p95"]
    world.at_rest()


def test_a_promoted_job_goes_first(paused):
    for _ in range(3):
        paused.upload(PHOTO)
    last = waiting(paused, 3)[-1]["id"]
    promoted = paused.admin.post(f"/jobs/{last}/promote")
    assert (promoted.status, promoted.json["id"], promoted.json["position"]) == (200, last, 1)
    assert paused.jobs("waiting")[0]["id"] == last


def test_a_waiting_job_is_removed_and_is_no_more(paused):
    paused.upload(PHOTO)
    job = waiting(paused, 1)[0]["id"]
    assert paused.admin.delete(f"/jobs/{job}").status == 204
    problem(paused.admin.get(f"/jobs/{job}"), 404, "not-found")
    problem(paused.admin.delete(f"/jobs/{job}"), 404, "not-found")


def test_a_drained_queue_has_nothing_that_waits(paused):
    for _ in range(3):
        paused.upload(PHOTO)
    count = len(waiting(paused, 3))
    drained = paused.admin.post("/queues/media/drain")
    assert (drained.status, drained.json) == (200, {"dropped": count})
    assert paused.queue()["counts"]["waiting"] == 0


def test_a_scan_does_not_wait_for_jobs_that_were_dropped_and_the_next_one_makes_up_for_it(world):
    known = len(world.library.all_items())
    for _ in range(30):
        world.library.add(PHOTO, folder="Dropped")
    scan = world.library.start_scan()
    eventually(lambda: in_line(world, "metadata-extraction"), PATIENCE)
    world.pause()
    dropped = world.admin.post("/queues/media/drain").json["dropped"]
    world.resume()
    assert dropped > 0
    job = finished(world.admin, scan)
    assert (job["state"], job["result"]["failed"] > 0) == ("completed", True), job
    assert len(world.library.all_items()) < known + 30
    assert world.library.scan()["state"] == "completed"
    assert len(world.library.all_items()) == known + 30
    world.at_rest()


def test_a_failed_job_tells_why_and_can_be_tried_again(world, failed):
    id = failed["id"]
    assert failed["state"] == "failed" and failed["type"] == "metadata-extraction" and failed["error"]
    again = world.admin.post(f"/jobs/{id}/retry")
    assert (again.status, again.json["id"]) == (200, id)
    eventually(lambda: (job := world.job(id))["state"] == "failed" and job["attempt"] == failed["attempt"] + 1, PATIENCE)
    retried = world.admin.post("/queues/media/retry-failed")
    assert retried.status == 200 and retried.json["retried"] >= 1
    eventually(lambda: (job := world.job(id))["state"] == "failed" and job["attempt"] == failed["attempt"] + 2, PATIENCE)
    world.at_rest()
    assert world.admin.delete(f"/jobs/{id}").status == 204
    assert id not in [job["id"] for job in world.jobs("failed")]


def test_a_job_that_runs_is_not_removed(world):
    for _ in range(20):
        world.upload(PHOTO)

    def refused():
        replies = [world.admin.delete(f"/jobs/{job['id']}") for job in world.jobs("active")]
        return next((reply for reply in replies if reply.status == 409), None)
    problem(eventually(refused, PATIENCE), 409, "conflict")
    world.at_rest()


def test_an_order_with_a_key_is_given_once(world, failed):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first = world.admin.post(f"/jobs/{failed['id']}/retry", headers=key)
    assert first.status == 200
    eventually(lambda: world.job(failed["id"])["state"] == "failed", PATIENCE)
    again = world.admin.post(f"/jobs/{failed['id']}/retry", headers=key)
    assert (again.status, again.body) == (200, first.body)
    assert world.job(failed["id"])["attempt"] == failed["attempt"] + 1


def test_jobs_of_all_states_are_one_list(failed, paused):
    paused.upload(PHOTO)
    waiting(paused, 1)
    pages = [page["items"] for page in paused.admin.walk("/queues/media/jobs", limit=7)]
    jobs = [job for page in pages for job in page]
    assert all(len(page) == 7 for page in pages[:-1]) and pages[-1]
    assert len({job["id"] for job in jobs}) == len(jobs) == sum(paused.queue()["counts"].values())
    order = ["active", "waiting", "delayed", "failed", "completed"]
    assert [job["state"] for job in jobs] == sorted((job["state"] for job in jobs), key=order.index)


def test_what_is_asked_wrongly_is_refused(world):
    completed = world.jobs("completed")[0]["id"]
    assert wrong_fields(world.admin.get("/queues/media/jobs", state="asleep")) == {"state"}
    assert wrong_fields(world.admin.get("/queues/media/jobs", limit=0)) == {"limit"}
    assert wrong_fields(world.admin.post(f"/jobs/{completed}/retry")) == {"state"}
    assert wrong_fields(world.admin.post(f"/jobs/{completed}/promote")) == {"state"}
    cursor = world.admin.get("/queues/media/jobs", state="completed", limit=1).json["nextCursor"]
    for state in ("failed", "waiting"):
        problem(world.admin.get("/queues/media/jobs", state=state, cursor=cursor), 400, "malformed")
    problem(world.admin.get("/queues/media/jobs", cursor=cursor), 400, "malformed")
    problem(world.admin.get("/queues/media/jobs", state="failed", cursor="nonsense"), 400, "malformed")
    for path in (f"{UNKNOWN}/retry", f"{UNKNOWN}/promote", "/queues/nothing/pause", "/queues/nothing/resume", "/queues/nothing/drain",
                 "/queues/nothing/retry-failed"):
        problem(world.admin.post(path), 404, "not-found")
    problem(world.admin.get("/queues/nothing/jobs"), 404, "not-found")
    problem(world.admin.delete(UNKNOWN), 404, "not-found")


@pytest.mark.parametrize("method, path", [
    ("GET", "/queues"), ("GET", "/queues/media/jobs"), ("POST", "/queues/media/pause"), ("POST", "/queues/media/resume"),
    ("POST", "/queues/media/retry-failed"), ("POST", "/queues/media/drain"), ("POST", f"{UNKNOWN}/retry"), ("POST", f"{UNKNOWN}/promote"),
    ("DELETE", UNKNOWN),
])
def test_queues_are_for_administrators(world, method, path):
    problem(world.member.request(method, path), 403, "forbidden")
    problem(world.member.anonymous.request(method, path), 401)
    assert not world.queue()["paused"]


def test_asking_for_a_thumbnail_that_is_still_to_be_made_puts_it_first(world):
    """As on a page that is opened while a scan goes on."""
    for _ in range(20):
        world.library.add(PHOTO, folder="Pulled")
    world.library.start_scan()
    eventually(lambda: len(in_line(world, "thumbnail-generation")) >= 6, PATIENCE)
    world.pause()
    try:
        last = eventually(lambda: in_line(world, "thumbnail-generation")[1:], PATIENCE)[-1]["id"]
        assert world.job(last)["position"] > 1
        item = item_of(world, last)
        reply = world.member.get(f"/media/{item}/thumbnail")
        assert (reply.status, reply["Retry-After"]) == (202, "1")
        assert world.job(last)["position"] == 1
    finally:
        world.resume()
    picture = eventually(lambda: (reply := world.member.get(f"/media/{item}/thumbnail")).status == 200 and reply, PATIENCE)
    assert picture["Content-Type"].startswith("image/")
    world.at_rest()


def in_line(world, kind):
    return [job for job in world.admin.get("/queues/media/jobs", state="waiting", limit=100).items if job["type"] == kind]


def item_of(world, job):
    sheet = world.command("inspect", job).stdout
    payload = next(line for line in sheet.splitlines() if line.startswith("payload")).split(maxsplit=1)[1]
    return json.loads(payload)["media"]


def test_the_command_lists_queues_and_stops_and_starts_them(world):
    listed = world.command("list")
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["QUEUE", "media", "notifications"]
    assert world.command("pause", "media").returncode == 0
    try:
        assert "media (paused)" in world.command("list").stdout
        assert {queue["name"]: queue["paused"] for queue in json.loads(world.command("list", "--json").stdout)["items"]}["media"]
    finally:
        assert world.command("resume", "media").returncode == 0
    assert not world.queue()["paused"]
    unknown = world.command("pause", "nothing")
    assert unknown.returncode == 1
    assert unknown.stderr.strip() == "medianest: no such queue; there is media, notifications"


def test_the_command_shows_failed_jobs_and_has_them_done_again(world, failed):
    id = failed["id"]
    lines = world.command("inspect", "media", "--state", "failed").stdout.splitlines()
    line = next(line for line in lines if line.startswith(id))
    assert failed["error"].splitlines()[0][:90] in line and "metadata-extraction" in line
    assert any(job["id"] == id for job in json.loads(world.command("inspect", "media", "--limit", "100", "--json").stdout)["items"])
    sheet = world.command("inspect", id).stdout
    assert failed["error"].splitlines()[0] in sheet and "metadata-extraction" in sheet
    assert json.loads(world.command("inspect", id, "--json").stdout)["error"] == failed["error"]
    assert world.command("retry", id).returncode == 0
    eventually(lambda: (job := world.job(id))["state"] == "failed" and job["attempt"] == failed["attempt"] + 1, PATIENCE)
    assert world.command("retry", "--all-failed", "media").returncode == 0
    eventually(lambda: (job := world.job(id))["state"] == "failed" and job["attempt"] == failed["attempt"] + 2, PATIENCE)


def test_the_command_says_what_it_cannot_do(world):
    completed = world.jobs("completed")[0]["id"]
    for arguments, code in [
        (["retry", completed], 1), (["retry", UNKNOWN[6:]], 1), (["inspect", UNKNOWN[6:]], 1), (["inspect", "nothing"], 1),
        (["retry"], 64), (["retry", completed, "--all-failed", "media"], 64), (["retry", "nonsense"], 64),
        (["inspect", "media", "--state", "asleep"], 64), (["inspect", "media", "--limit", "0"], 64),
    ]:
        done = world.command(*arguments)
        assert (done.returncode, done.stdout) == (code, ""), (arguments, done)
        assert done.stderr
