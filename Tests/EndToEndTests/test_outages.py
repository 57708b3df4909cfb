"""What a gateway gives out while what is behind it is away, and that it comes back by itself."""
import concurrent.futures
import os
import re
import signal
import time
from urllib.parse import urlsplit

import pytest

from api import Api, register
from chaos import OwnDisk
from cut import Line
from expect import eventually, problem
from library import PHOTO, Library
from second import Replica
from test_thumbnails import JPEG, thumbnail

AT_ONCE = 0.5
BREAKER_OPEN_SECONDS = 60


def timed(ask, *arguments, **more):
    started = time.monotonic()
    reply = ask(*arguments, **more)
    return reply, time.monotonic() - started


def metric(text, name):
    return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.MULTILINE))


@pytest.fixture(scope="module")
def cut_gateway(stack):
    """A gateway of its own and the line on which it has Redis."""
    pid = stack.pids("gateway")[0]
    with open(f"/proc/{pid}/environ", "rb") as file:
        url = dict(entry.split("=", 1) for entry in file.read().decode().split("\0") if "=" in entry)["REDIS_URL"]
    server = urlsplit(url)
    with Line(server.hostname, server.port) as line:
        with Replica(pid, REDIS_URL=url.replace(f":{server.port}", f":{line.port}")) as gateway:
            yield gateway, line


def test_without_redis_what_is_kept_is_given_and_the_rest_refused_at_once(cut_gateway, admin, member, library):
    gateway, line = cut_gateway
    reader, operator = Api(gateway.base, member.token), Api(gateway.base, admin.token)
    kept = ["/media?limit=8", "/media/trending", "/users/me"]
    before = {path: reader.get(path).json for path in kept}
    assert all(reader.get(path)["X-Cache"] == "HIT" for path in kept)
    line.cut()
    try:
        eventually(lambda: reader.get("/media?limit=11").status == 503, 5)
        for path in kept:
            reply, took = timed(reader.get, path)
            assert reply.status == 200 and reply.json == before[path] and reply["X-Cache"] == "STALE"
            assert took < AT_ONCE, path
        for path in ("/media?limit=12", "/playlists", "/media/search?q=harbour"):
            reply, took = timed(reader.get, path)
            problem(reply, 503, "unavailable")
            assert took < AT_ONCE and reply["Retry-After"], path
        assert reader.outside.get("/health/live").status == 200
        assert metric(operator.outside.get("/metrics").body.decode(), "rate_limit_failed_open_total") > 0
    finally:
        line.mend()
    eventually(lambda: reader.get("/media?limit=12").status == 200, 20)
    eventually(lambda: reader.get("/media?limit=8")["X-Cache"] == "HIT", 20)


@pytest.mark.timeout(180)
def test_a_service_that_is_away_trips_its_breaker_and_nobody_elses(stack, admin, member, library):
    with Replica(stack.pids("gateway")[0], GATEWAY_REQUEST_TIMEOUT_MS="700") as gateway:
        reader, operator = Api(gateway.base, member.token), Api(gateway.base, admin.token)
        assert reader.get("/media?limit=8").status == 200

        def states():
            return {one["name"]: one["state"] for one in operator.get("/ops/breakers").json["breakers"]}

        hung = stack.pids("playlists")
        for pid in hung:
            os.kill(pid, signal.SIGSTOP)
        try:
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                replies = list(pool.map(lambda number: reader.get(f"/playlists?limit={number}"), range(1, 9)))
            assert {reply.status for reply in replies} <= {503, 504}
            assert states() == {"auth": "closed", "media": "closed", "playlists": "open", "workers": "closed"}
            refused, took = timed(reader.get, "/playlists?limit=20")
            problem(refused, 503, "unavailable")
            assert took < AT_ONCE and int(refused["Retry-After"]) <= BREAKER_OPEN_SECONDS
            for path in ("/media?limit=9", "/users/me"):
                assert reader.get(path).status == 200
        finally:
            for pid in hung:
                os.kill(pid, signal.SIGCONT)
        eventually(lambda: reader.get("/playlists?limit=20").status == 200, BREAKER_OPEN_SECONDS + 15)
        eventually(lambda: reader.get("/playlists?limit=21").status == 200 and states()["playlists"] == "closed", 10)


@pytest.mark.timeout(180)
@pytest.mark.skipif(not OwnDisk.is_own, reason="only root can make a disk that is full")
def test_pictures_wait_for_space_on_the_disk_however_long_it_takes():
    with OwnDisk() as stack:
        admin = register(Api(stack.base), name="The First")
        library = Library(admin, stack.media)
        library.scan()
        library.rest()
        filler = stack.data / "storage/filler"
        with open(filler, "wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while True:
                file.write(bytes(1 << 16))
        added = library.add(PHOTO)
        library.scan()

        def waiting():
            found = admin.get("/queues/media/jobs", state="delayed").items
            return found and found[0]

        # A job has three attempts, and this is one more.
        job = eventually(lambda: (waiting() or {}).get("attempt", 0) > 3 and waiting(), 60)
        assert job["type"] == "thumbnail-generation" and "no space left" in job["error"]
        reply = admin.get("/media", source="library", limit=1)
        assert reply.status == 200
        filler.unlink()
        item = library.item(added.relative_to(stack.media))
        assert thumbnail(admin, item, JPEG).status == 200
        assert admin.get("/queues/media/jobs", state="failed").items == []
