"""Keys and passwords are changed while people work, and nobody notices but who should."""
import json
import re
import subprocess
import threading
import time

import pytest

from api import PASSWORD, Api, register
from expect import eventually
from second import Replica
from stack import BINARIES, Stack

SECONDS_TO_SIGN = 15
BOUND = 5


@pytest.fixture(scope="module")
def stack():
    with Stack() as running:
        yield running


def keys(stack, *arguments, code=0):
    run = subprocess.run([BINARIES / "medianest", "keys", *arguments, "--data", stack.data], capture_output=True, text=True, timeout=30)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


def listed(stack):
    lines = [line.split() for line in keys(stack, "list").splitlines()[1:]]
    return {line[0]: line[1] for line in lines}


def signing(stack):
    return next(key for key, state in listed(stack).items() if state == "signing")


def refreshed(api, session):
    reply = api.post("/auth/refresh", {"refreshToken": session["refreshToken"]})
    assert reply.status == 200, reply.body
    return reply.json


def signed_in(base, email):
    api = Api(base)
    reply = api.post("/auth/login", {"email": email, "password": PASSWORD})
    assert reply.status == 200, reply.body
    return reply.json


def with_token(base, token):
    api = Api(base)
    api.token = token
    return api


def kid(token):
    import base64
    head = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]


class Load:
    """Somebody who asks each gateway in turn, all the time."""

    def __init__(self, bases, token):
        self.apis, self.failures, self.count, self.ends = [with_token(base, token) for base in bases], [], 0, False
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.ends:
            reply = self.apis[self.count % len(self.apis)].get("/users/me")
            self.count += 1
            if reply.status != 200:
                self.failures.append((reply.status, reply.body))
            time.sleep(0.02)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends = True
        self.thread.join()


@pytest.fixture(scope="module")
def world(stack):
    member = register(Api(stack.base), name="A Member", email="member@example.org")
    with Replica(stack.pids("gateway")[0]) as gateway, Replica(stack.pids("auth")[0]):
        yield stack, member, [stack.base, gateway.base]


def test_a_rotation_is_noticed_by_nobody(world):
    stack, member, bases = world
    old = signing(stack)
    with Load(bases, member.token) as load:
        line = keys(stack, "rotate")
        new = re.match(r"(\S+) signs from ", line).group(1)
        assert listed(stack) == {old: "signing", new: "coming"}
        # Asked twice, it is the same.
        assert keys(stack, "rotate").startswith(new)
        eventually(lambda: listed(stack) == {old: "retired", new: "signing"}, SECONDS_TO_SIGN + 10)
        eventually(lambda: kid(signed_in(bases[0], "member@example.org")["token"]) == new, BOUND + 5)
    assert load.count > 100 and not load.failures, load.failures[:3]


def test_what_a_revoked_key_signed_is_refused_at_every_gateway(world):
    stack, _, bases = world
    session = signed_in(bases[0], "member@example.org")
    stolen = kid(session["token"])
    for base in bases:
        assert with_token(base, session["token"]).get("/users/me").status == 200
    line = keys(stack, "revoke", stolen)
    began = time.monotonic()
    assert stolen in line and stolen not in listed(stack)
    for base in bases:
        eventually(lambda base=base: with_token(base, session["token"]).get("/users/me").status == 401, BOUND)
    assert time.monotonic() - began < BOUND
    # Whoever has a refresh token goes on; a replica that has not looked yet signs with the old key for a moment.

    def goes_on():
        nonlocal session
        session = refreshed(Api(bases[1]), session)
        return all(with_token(base, session["token"]).get("/users/me").status == 200 for base in bases)
    eventually(goes_on, BOUND + 5)
    assert kid(session["token"]) == signing(stack) != stolen


def test_a_key_that_is_not_there_is_told_so(world):
    stack, _, _ = world
    before = listed(stack)
    assert "There is no such signing key" in keys(stack, "revoke", "nonsense", code=1)
    assert listed(stack) == before


def test_passwords_of_the_private_stack_are_made_anew(tmp_path):
    with Stack() as stack:
        member = register(Api(stack.base), name="A Member", email="member@example.org")
        file = stack.data / "run/secrets.json"
        old = json.loads(file.read_text())
        redis_url = json.loads((stack.data / "run/stack.json").read_text())["redisURL"]
        stack.stop()
        file.unlink()
        stack.start()
        new = json.loads(file.read_text())
        assert all(new["postgres"][name] != password for name, password in old["postgres"].items())
        assert all(new["redis"][name] != password for name, password in old["redis"].items())
        session = signed_in(stack.base, "member@example.org")
        assert with_token(stack.base, session["token"]).get("/users/me").json["id"] == member.user["id"]
        # The old ones open nothing.
        address = json.loads((stack.data / "run/stack.json").read_text())["redisURL"]
        password = re.match(r"redis://([^:]+):([^@]*)@", redis_url).group(2)
        stale = re.sub(r"://([^:]+):[^@]*@", rf"://\1:{password}@", address)
        run = subprocess.run(["redis-cli", "--no-auth-warning", "-u", stale, "PING"], capture_output=True, text=True, timeout=10)
        assert "WRONGPASS" in run.stdout + run.stderr, run
        where = f"host={stack.data}/postgres/socket dbname=medianest user=media"
        run = subprocess.run(
            ["psql", "-tAc", "SELECT 1", where], env={"PATH": "/usr/bin:/bin", "PGPASSWORD": old["postgres"]["media"]}, capture_output=True, text=True)
        assert run.returncode != 0 and "password authentication failed" in run.stderr
