"""The feed of changes: `GET /changes`."""
import concurrent.futures
import subprocess
import uuid

import pytest

from expect import eventually, problem, wrong_fields
from follower import changes
from library import PHOTO


def upload(api, library):
    content = (library.folder / PHOTO).read_bytes() + uuid.uuid4().bytes
    made = api.post("/media", body=content, headers={"Content-Type": "application/octet-stream"}, filename="new.jpg")
    assert made.status == 201, made.body
    return made.json["id"]


def now(api):
    return changes(api, "now")[1]


def kinds(found, subject):
    return [change["kind"] for change in found if change["id"] == subject]


def test_an_item_is_told_from_its_beginning_to_its_tombstone(library, admin, member):
    start = now(admin)
    item = upload(admin, library)
    assert kinds(changes(admin, start)[0], item)[0] == "added"
    assert admin.patch(f"/media/{item}", {"title": "Renamed"}).status == 200
    assert kinds(changes(admin, start)[0], item)[-1] == "changed"
    assert admin.delete(f"/media/{item}").status == 204
    told = [change for change in changes(admin, start)[0] if change["id"] == item]
    assert [told[0]["kind"], told[-1]["kind"]] == ["added", "removed"]
    assert {change["kind"] for change in told[1:-1]} == {"changed"}
    for change in told:
        assert set(change) == {"position", "kind", "type", "id", "at"} and change["type"] == "media" and change["at"].endswith("Z")
    eventually(lambda: kinds(changes(member, start)[0], item)[-1:] == ["removed"])


def test_a_playlist_is_told_to_its_owner_alone(admin, member, new_member):
    start, stranger = now(member), new_member()
    playlist = member.post("/playlists", {"name": "Mine", "isPublic": True}).json["id"]
    member.patch(f"/playlists/{playlist}", {"name": "Still mine"})
    member.delete(f"/playlists/{playlist}")
    assert kinds(changes(member, start)[0], playlist) == ["added", "changed", "removed"]
    for other in (stranger, admin):
        assert kinds(changes(other, start)[0], playlist) == []


def test_every_write_is_in_the_next_answer(member):
    since = now(member)
    for number in range(25):
        made = member.post("/playlists", {"name": f"Number {number}"})
        told, since = changes(member, since)
        assert kinds(told, made.json["id"]) == ["added"], number


def test_a_position_seen_elsewhere_is_waited_for(stack, member):
    start = now(member)
    made = member.post("/playlists", {"name": "Positioned"})
    reply = member.get("/changes", headers={"MN-Position": made["MN-Position"]}, since=start)
    assert made.json["id"] in [change["id"] for change in reply.json["changes"]]


def test_pages_join_without_gap_or_repetition(member):
    start = now(member)
    ids = [member.post("/playlists", {"name": f"{number}"}).json["id"] for number in range(7)]
    own = lambda found: [change["id"] for change in found if change["type"] == "playlist"]
    whole = changes(member, start)[0]
    assert own(whole) == ids
    for limit in (1, 3):
        assert own(changes(member, start, limit)[0]) == ids
    middle = next(change for change in whole if change["id"] == ids[3])
    assert own(changes(member, middle["position"])[0]) == ids[4:]


def test_a_reader_that_follows_many_writers_misses_nothing(member):
    since, seen, made = now(member), [], []

    def write(_):
        return [member.post("/playlists", {"name": "Crowd"}).json["id"] for _ in range(15)]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        running = [pool.submit(write, number) for number in range(4)]
        while not all(each.done() for each in running):
            told, since = changes(member, since, 5)
            seen += [change["id"] for change in told if change["type"] == "playlist"]
        made = [playlist for each in running for playlist in each.result()]
    seen += [change["id"] for change in changes(member, since)[0] if change["type"] == "playlist"]
    assert sorted(seen) == sorted(made)


def test_nothing_new_is_no_error_and_the_position_stays_good(member):
    start = now(member)
    reply = member.get("/changes", since=start)
    assert (reply.status, reply.json["changes"], reply.json["hasMore"]) == (200, [], False)
    assert member.get("/changes", since=reply.json["next"]).status == 200


def test_without_a_position_it_begins_with_the_oldest(library, member):
    first = member.get("/changes", limit=1).json
    assert len(first["changes"]) == 1 and first["hasMore"]
    assert member.get("/changes", limit=1).json == first


@pytest.mark.parametrize("since", ["nonsense", "MQ", "%00", "x" * 600])
def test_what_is_no_position_is_refused(member, since):
    problem(member.get("/changes", since=since), 400, "malformed")


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_wrong_limit_is_refused(member, limit):
    assert wrong_fields(member.get("/changes", limit=limit)) == {"limit"}


def test_it_is_for_those_who_signed_in(admin):
    problem(admin.anonymous.get("/changes"), 401)


class Database:
    """The system's own, beside its services."""

    def __init__(self, stack):
        self.url = f"postgresql://postgres@/medianest?host={stack.data}/postgres/socket"

    def run(self, statement):
        return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", self.url, "-c", statement], check=True, text=True, capture_output=True).stdout

    def open(self):
        return subprocess.Popen(
            ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", self.url], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_a_transaction_that_commits_late_is_not_passed_over(stack, member):
    start, late = now(member), str(uuid.uuid4())
    fact = f'{{"id":"{late}","owner":"{member.user["id"]}","isPublic":false}}'
    with Database(stack).open() as writer:
        def say(text, answers=True):
            writer.stdin.write(text + "\n")
            writer.stdin.flush()
            return writer.stdout.readline().strip() if answers else None

        say("BEGIN;", answers=False)
        early = say("INSERT INTO playlists.outbox (stream, name, key, payload) VALUES "
                    f"('events', 'playlist.created.v1', '{late}', convert_to('{fact}', 'UTF8')) RETURNING id;")
        overtaking = [member.post("/playlists", {"name": "Quicker"}) for _ in range(3)]
        assert all(int(early) < int(made["MN-Position"].split("p")[1]) for made in overtaking)
        told, since = changes(member, start)
        assert [change["id"] for change in told if change["type"] == "playlist"] == [made.json["id"] for made in overtaking]
        say("COMMIT;", answers=False)
        eventually(lambda: kinds(changes(member, since)[0], late) == ["added"])
        writer.stdin.close()
    assert [change["id"] for change in changes(member, start)[0] if change["type"] == "playlist"] == [made.json["id"] for made in overtaking] + [late]


def test_a_position_that_is_too_old_is_gone(stack, member, new_member):
    start, database = now(member), Database(stack)
    kept = database.run("SELECT swept_through FROM playlists.changes_horizon").strip()
    member.post("/playlists", {"name": "Later"})
    since = now(member)
    database.run("UPDATE playlists.changes_horizon SET swept_through = (SELECT max(id) FROM playlists.changes)")
    try:
        problem(member.get("/changes", since=start), 410, "gone")
        assert member.get("/changes", since=since).status == 200
        assert member.get("/changes").status == 200
    finally:
        database.run(f"UPDATE playlists.changes_horizon SET swept_through = {kept}")
