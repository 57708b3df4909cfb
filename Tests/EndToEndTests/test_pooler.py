"""Everything goes through PgBouncer in transaction mode, which has fewer sessions than the services have connections."""
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api import Api, register
from expect import eventually
from library import FILM, Library
from pooled import PooledStack

SESSIONS = 2
CONNECTIONS = 10
PEOPLE = 16
BACK_WITHIN = 20


@pytest.fixture(scope="module")
def pooled():
    with PooledStack(SESSIONS, POSTGRES_POOL_MODE="transaction", POSTGRES_POOL_MIN=str(CONNECTIONS), POSTGRES_POOL_MAX=str(CONNECTIONS)) as stack:
        yield stack


@pytest.fixture(scope="module")
def first(pooled):
    return register(Api(pooled.base), name="The First")


def sessions(stack):
    return {role: int(count) for role, count in (
        row.split("|") for row in stack.sql("SELECT usename, count(*) FROM pg_stat_activity WHERE usename <> 'postgres' GROUP BY 1"))}


def test_a_library_is_scanned_found_and_listed(pooled, first):
    library = Library(first, pooled.media)
    library.scan()
    film = eventually(lambda: (film := library.item(FILM)).get("thumbnailUrl") and film, 60)
    assert film["id"] in [item["id"] for item in first.get("/media/search", q="quiet harbour").items]
    playlist = first.post("/playlists", {"name": "Evening"}).json["id"]
    assert eventually(lambda: first.post(f"/playlists/{playlist}/items", {"mediaIds": [film["id"]]}).status == 201)
    assert [entry["media"]["title"] for entry in first.get(f"/playlists/{playlist}").json["items"]] == [film["title"]]
    assert first.get(f"/media/{film['id']}/stream", headers={"Range": "bytes=0-9"}).status == 206


def test_many_at_once_get_their_own_answers_over_few_sessions(pooled, first):
    def visit(number):
        person = register(first, name=f"Person {number}")
        for round in range(6):
            made = person.post("/playlists", {"name": f"{number}-{round}"})
            assert made.status == 201, made.body
            seen = person.get(f"/playlists/{made.json['id']}", headers={"MN-Position": made["MN-Position"]})
            assert (seen.status, seen.json["name"]) == (200, f"{number}-{round}")
            assert person.get("/users/me").json["name"] == f"Person {number}"
            assert len(first.get("/media", limit=1 + round).items) == 1 + round
        own = [playlist["name"] for page in person.walk("/playlists") for playlist in page["items"]]
        assert sorted(own) == [f"{number}-{round}" for round in range(6)]

    with ThreadPoolExecutor(PEOPLE) as threads:
        list(threads.map(visit, range(PEOPLE)))
    busy = sessions(pooled)
    assert set(busy) >= {"auth", "media", "playlists"}
    assert max(busy.values()) <= SESSIONS < CONNECTIONS


def test_a_statement_that_takes_too_long_is_ended_at_the_server_and_harms_nobody(pooled, first):
    lock = subprocess.Popen(
        ["psql", "-XAtq", pooled.admin_url, "-c", "BEGIN; LOCK TABLE playlists.playlists; SELECT pg_sleep(60)"], stdout=subprocess.DEVNULL)
    try:
        waits = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'playlists' AND wait_event_type = 'Lock'"
        eventually(lambda: pooled.sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted") != ["0"])
        answer = first.get("/playlists/public", limit=7)
        assert answer.status in (503, 504), answer.body
        # It is cancelled where it ran, though the lock is still held.
        eventually(lambda: pooled.sql(waits) == ["0"], BACK_WITHIN)
        assert lock.poll() is None
    finally:
        lock.terminate()
        lock.wait()
    pooled.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()")
    eventually(lambda: first.get("/playlists/public", limit=9).status == 200, BACK_WITHIN)


def test_it_goes_on_within_seconds_after_pgbouncer_was_started_again(pooled, first):
    pooled.pooler.stop()
    missing = first.get("/playlists/public", limit=11)
    assert missing.status in (503, 504), missing.body
    pooled.pooler.start()
    started = time.monotonic()
    eventually(lambda: first.post("/playlists", {"name": "After"}).status == 201, BACK_WITHIN)
    eventually(lambda: first.get("/media", limit=13).status == 200, BACK_WITHIN)
    print(f"back after {time.monotonic() - started:.1f} s")


def test_the_other_mode_ends_with_one_line_that_names_the_setting():
    stack = PooledStack(SESSIONS)
    with pytest.raises(AssertionError) as refusal, stack:
        pass
    lines = [line for line in str(refusal.value).splitlines() if "configuration: POSTGRES_URL" in line]
    assert lines and all("POSTGRES_POOL_MODE=transaction" in line for line in lines)
