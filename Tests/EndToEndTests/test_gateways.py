"""Two gateways: what a client sent to one it may repeat at the other, and one that stops is left without an error."""
import concurrent.futures
import os
import signal
import subprocess
import uuid

import pytest

from api import Api
from crowd import Crowd, gathered
from expect import eventually, problem
from follower import Follower
from second import Replica
from watch import stack_file


@pytest.fixture
def other(stack):
    """A second gateway."""
    with Replica(stack.pids("gateway")[0]) as gateway:
        yield gateway


class Locked:
    """Holds a table, so that whoever writes to it waits in the middle of a transaction."""

    def __init__(self, stack, table):
        self.session = subprocess.Popen(
            ["psql", "-qAt", stack_file(stack)["postgresURL"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(f"BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE; SELECT 'held';")
        assert self.session.stdout.readline() == "held\n"
        self.table = table

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.session.poll() is None:
            self.release()

    def _say(self, words):
        self.session.stdin.write(words + "\n")
        self.session.stdin.flush()

    def waiting(self):
        """How many wait for it."""
        self._say(f"SELECT count(*) FROM pg_locks WHERE relation = '{self.table}'::regclass AND NOT granted;")
        return int(self.session.stdout.readline())

    def release(self):
        self.session.communicate("COMMIT;\n", timeout=10)


def new_playlist(api):
    return f"/playlists/{api.post('/playlists', {'name': 'Twice'}).json['id']}"


def media(api, count):
    return [item["id"] for item in api.get("/media", limit=count).items]


def test_a_repetition_at_the_other_gateway_gets_the_first_answer(stack, library, member, other):
    there = Api(other.base, member.token)
    playlist, body = new_playlist(member), {"mediaIds": media(member, 2)}
    for path, body in ((playlist + "/items", body), ("/playlists", {"name": "Once"})):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        first, second = member.post(path, body, headers=key), there.post(path, body, headers=key)
        assert first.status == second.status == 201 and first.body == second.body
        problem(there.post(path, {**body, "name": "Other", "mediaIds": []}, headers=key), 422)
    assert member.get(playlist).json["itemCount"] == 2
    assert len(member.get("/playlists").items) == 2


def test_while_the_first_still_runs_the_other_gateway_says_so(stack, library, member, other):
    playlist, body, key = new_playlist(member), {"mediaIds": media(member, 3)}, {"Idempotency-Key": uuid.uuid4().hex}
    there = Api(other.base, member.token)
    with Locked(stack, "playlists.items") as held, concurrent.futures.ThreadPoolExecutor(1) as pool:
        first = pool.submit(member.post, playlist + "/items", body, headers=key)
        eventually(lambda: held.waiting() == 1)
        problem(there.post(playlist + "/items", body, headers=key), 409, "still-running")
        held.release()
        first = first.result()
    assert first.status == 201, first.body
    assert there.post(playlist + "/items", body, headers=key).body == first.body
    assert there.get(playlist).json["itemCount"] == 3


def test_what_a_killed_gateway_had_asked_for_is_done_once(stack, library, member, other):
    """Its client never hears of it, and asks again at the other gateway."""
    playlist, body, key = new_playlist(member), {"mediaIds": media(member, 3)}, {"Idempotency-Key": uuid.uuid4().hex}
    there = Api(other.base, member.token)
    with Locked(stack, "playlists.items") as held, concurrent.futures.ThreadPoolExecutor(1) as pool:
        broken = pool.submit(there.post, playlist + "/items", body, headers=key)
        eventually(lambda: held.waiting() == 1)
        other.kill()
        with pytest.raises(OSError):
            broken.result()
        problem(member.post(playlist + "/items", body, headers=key), 409, "still-running")
        held.release()
    answers = []
    eventually(lambda: answers.append(member.post(playlist + "/items", body, headers=key)) or answers[-1].status != 409)
    assert answers[-1].status == 201, answers[-1].body
    assert len(answers[-1].items) == 3 and member.get(playlist).json["itemCount"] == 3


def test_a_refresh_that_a_killed_gateway_did_not_answer_is_repeated_under_its_key(stack, member, other):
    there, body, key = Api(other.base), {"refreshToken": member.login["refreshToken"]}, {"Idempotency-Key": uuid.uuid4().hex}
    with Locked(stack, "auth.refresh_tokens") as held, concurrent.futures.ThreadPoolExecutor(1) as pool:
        broken = pool.submit(there.post, "/auth/refresh", body, headers=key)
        eventually(lambda: held.waiting() == 1)
        other.kill()
        with pytest.raises(OSError):
            broken.result()
        held.release()
    renewed = member.anonymous.post("/auth/refresh", body, headers=key)
    assert renewed.status == 200, renewed.body
    assert Api(member.base, renewed.json["token"]).get("/users/me").status == 200
    assert member.anonymous.post("/auth/refresh", {"refreshToken": renewed.json["refreshToken"]}).status == 200


@pytest.mark.timeout(180)
def test_nobody_notices_that_gateways_are_stopped(stack, library, admin, other):
    """One after the other, under load. Who is told that a connection ends goes to the other, as behind a proxy."""
    def is_back():
        try:
            return Api(stack.base, prefix="").get("/health/ready").status == 200
        except OSError:
            return False

    with Crowd(gathered([stack.base, other.base], admin, library, 6)) as crowd:
        crowd.wait_for(100)
        os.kill(stack.pids("gateway")[0], signal.SIGTERM)
        eventually(lambda: not is_back(), 20)
        eventually(is_back, 30)
        crowd.wait_for(100)
        other.process.send_signal(signal.SIGTERM)
        assert other.process.wait(20) == 0
        crowd.wait_for(100)
    assert not crowd.failures, (len(crowd.failures), crowd.failures[:5])
    crowd.judge()


def test_who_follows_a_gateway_that_stops_goes_on_at_the_other(stack, member, other):
    there = Api(other.base, member.token)
    with Follower(there) as events:
        seen = new_playlist(member).split("/")[-1]
        events.wait_for(lambda event: event.data.get("id") == seen)
        other.process.send_signal(signal.SIGTERM)
        missed = new_playlist(member).split("/")[-1]
        assert other.process.wait(20) == 0
        eventually(lambda: events.ended)
        known = [event.data.get("id") for event in events.events]
        last = events.last_id
    assert not events.broke, "the stream was cut off instead of ended"
    with Follower(member, after=last) as again:
        if missed not in known:
            again.wait_for(lambda event: event.data.get("id") == missed)
        after = new_playlist(member).split("/")[-1]
        again.wait_for(lambda event: event.data.get("id") == after)
        both = known + [event.data.get("id") for event in again.events]
    assert [both.count(one) for one in (seen, missed, after)] == [1, 1, 1]
