"""Kept answers as clients see them, and what administrators see of them."""
import gzip
import itertools
import subprocess
import uuid

import pytest

from api import Api
from expect import eventually, problem
from library import PHOTO, bmp
from second import Replica, free_port


def explained(reply):
    return dict(part.split("=", 1) for part in reply["MN-Explain"].split("; "))


def test_the_second_answer_is_the_first_one_kept(admin, library):
    path = "/media?limit=7"
    admin.get(path)
    kept = admin.get(path)
    assert (kept["X-Cache"], kept["Age"]) in [("HIT", "0"), ("HIT", "1"), ("HIT", "2")]
    assert kept["Cache-Status"].startswith("MediaNest; hit")
    assert kept["Vary"] == "Accept-Encoding, Authorization"
    assert admin.get(path, headers={"Cache-Control": "no-cache"})["X-Cache"] == "BYPASS"
    assert admin.get(path).json == kept.json


def test_head_and_not_modified_come_from_it_too(admin, library):
    path = "/media?limit=6"
    first = admin.get(path)
    assert admin.head(path).body == b"" and int(admin.head(path)["Content-Length"]) == len(first.body)
    for tags in (first["ETag"], f'"x", W/{first["ETag"]}', "*"):
        held = admin.get(path, headers={"If-None-Match": tags})
        assert (held.status, held.body, held["ETag"]) == (304, b"", first["ETag"])
    assert admin.get(path, headers={"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("accepted, coding", [
    ("gzip", "gzip"), ("br, gzip", "br"), ("br;q=0.1, gzip", "gzip"), ("identity", None), ("gzip;q=0", None), ("*", "br"), (";;,", None)])
def test_each_client_gets_the_encoding_that_it_takes(admin, library, accepted, coding):
    path = "/media?limit=50"
    plain = admin.get(path)
    for _ in range(2):
        reply = admin.get(path, headers={"Accept-Encoding": accepted})
        assert reply["Content-Encoding"] == coding
        assert (reply["ETag"] == plain["ETag"]) == (coding is None)
        if coding == "gzip":
            assert gzip.decompress(reply.body) == plain.body
    assert admin.get(path, headers={"Accept-Encoding": accepted, "X-No-Compression": "1"})["Content-Encoding"] is None


def test_a_write_shows_in_the_next_answer(admin, library):
    item = admin.get("/media?limit=1").items[0]
    for title in ("First", "Second", item["title"]):
        assert admin.patch(f"/media/{item['id']}", {"title": title}).status == 200
        assert admin.get(f"/media/{item['id']}").json["title"] == title
        assert title in [one["title"] for one in admin.get("/media?limit=100").items]


def test_what_is_one_users_is_kept_for_that_one(admin, new_member):
    first, second = new_member(), new_member()
    for caller in (first, second, first, second):
        assert caller.get("/users/me").json["id"] == caller.user["id"]
        assert caller.get("/playlists").items == []
    first.post("/playlists", {"name": "Mine"})
    assert [one["name"] for one in first.get("/playlists").items] == ["Mine"]
    assert second.get("/playlists").items == []


def test_a_session_that_ended_gets_nothing_kept(new_member):
    member = new_member()
    assert member.get("/media").status == 200 and member.get("/media").status == 200
    member.post("/auth/logout")
    problem(member.get("/media"), 401, "unauthenticated")


def test_a_rename_reaches_playlists(new_member):
    member = new_member(name="Before")
    playlist = member.post("/playlists", {"name": "Named", "isPublic": True}).json
    assert member.get(f"/playlists/{playlist['id']}").json["owner"]["name"] == "Before"
    member.patch("/users/me", {"name": "After"})
    assert member.get("/users/me").json["name"] == "After"
    eventually(lambda: member.get(f"/playlists/{playlist['id']}").json["owner"]["name"] == "After", 10)


def test_that_there_is_no_such_item_is_kept_for_everybody(admin, member, library):
    path = f"/media/{uuid.uuid4()}"
    first, second = admin.get(path), member.get(path)
    problem(first, 404, "not-found")
    problem(second, 404, "not-found")
    assert (first["X-Cache"], second["X-Cache"]) == ("MISS", "HIT")
    assert second.body == first.body and second["Cache-Control"] == "no-store"
    assert admin.get(path, headers={"Cache-Control": "no-cache"})["X-Cache"] == "BYPASS"


def test_what_was_removed_is_missing_at_once_and_stays_so(admin, member, library):
    name = library.add(PHOTO, folder="Removed").name
    library.scan()
    item = library.item(f"Removed/{name}")
    path = f"/media/{item['id']}"
    assert member.get(path).status == 200 and member.get(path + "/stream").status == 200
    assert admin.delete(path).status == 204
    for _ in range(3):
        for caller in (admin, member):
            problem(caller.get(path), 404, "not-found")
            problem(caller.get(path + "/stream"), 404, "not-found")
            problem(caller.get(path + "/thumbnail"), 404, "not-found")
    assert member.get(path)["X-Cache"] == "HIT"


def test_an_upload_is_in_the_lists_of_its_gateway_at_once(admin, member, stack):
    member.get("/media?limit=5")
    bitmap = bmp(64, 64)
    made = admin.request("POST", "/media?filename=fresh.bmp", body=bitmap)
    assert made.status == 201, made.body
    assert made.json["id"] in [item["id"] for item in member.get("/media?limit=5").items]
    assert member.get(f"/media/{made.json['id']}").status == 200


def test_another_gateway_shows_what_the_position_tells(admin, member, stack, library):
    item = library.item(PHOTO)
    path = f"/media/{item['id']}"
    with Replica(stack.pids("gateway")[0]) as other:
        here, there = Api(stack.base, admin.token), Api(other.base, member.token)
        for title in ("Once", "Twice", item["title"]):
            there.get(path)
            position = here.patch(path, {"title": title})["MN-Position"]
            assert there.get(path, headers={"MN-Position": position}).json["title"] == title


def test_a_gateway_starts_without_the_shared_cache_and_uses_it_once_it_is_there(member, stack, tmp_path):
    port = free_port()
    with Replica(stack.pids("gateway")[0], CACHE_REDIS_URL=f"redis://127.0.0.1:{port}/0") as gateway:
        there, limits = Api(gateway.base, member.token), itertools.count(1)
        assert there.get("/media?limit=99").status == 200
        server = subprocess.Popen(
            ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path], stdout=subprocess.DEVNULL)
        try:
            def is_used():
                assert there.get(f"/media?limit={next(limits) % 90 + 1}").status == 200
                told = subprocess.run(["redis-cli", "-p", str(port), "dbsize"], stdout=subprocess.PIPE, text=True).stdout
                return told.strip().isdigit() and int(told) > 0
            eventually(is_used, 30)
        finally:
            server.terminate()
            server.wait(10)


def test_administrators_see_the_layers(admin, member, library):
    asked = admin.get("/media?limit=9", headers={"MN-Explain": "1"})
    seen = explained(asked)
    assert (seen["cache"], seen["service"], seen["breaker"], seen["tags"]) == ("miss", "media", "closed", "media:list")
    assert seen["replica"] and all(seen[name].endswith("ms") for name in ("wait", "run", "sql"))
    assert explained(admin.get("/media?limit=9", headers={"MN-Explain": "1"}))["cache"] == "hit"
    assert member.get("/media?limit=9", headers={"MN-Explain": "1"})["MN-Explain"] is None
    sampled = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Cache-Control": "no-cache"}
    assert member.get("/media?limit=9", headers=sampled)["MN-Explain"] is None


def test_caches_are_shown_and_purged(admin, member):
    admin.get("/media?limit=3")
    report = admin.get("/ops/caches").json
    assert report["hearsInvalidations"] and report["local"]["fills"] > 0
    assert report["routes"]["/api/v1/media"]["miss"] > 0
    assert admin.get("/media?limit=3")["X-Cache"] == "HIT"
    assert admin.post("/ops/caches/purge", {"tags": ["media:*"]}).status == 204
    assert admin.get("/media?limit=3")["X-Cache"] == "MISS"
    problem(admin.post("/ops/caches/purge", {"tags": []}), 422, "invalid")
    problem(member.get("/ops/caches"), 403, "forbidden")


def test_a_breaker_is_opened_and_closed_by_hand(admin, member, library):
    path = "/media/search?q=harbour"
    assert member.get(path).status == 200
    opened = admin.post("/ops/breakers/media", {"state": "open"}).json["breakers"]
    assert [one["state"] for one in opened if one["name"] == "media"] == ["open"]
    try:
        assert member.get(path)["X-Cache"] == "HIT", "what is kept is given out all the same"
        refused = member.get("/media/search?q=nobodyaskedforthis")
        problem(refused, 503, "unavailable")
        assert int(refused["Retry-After"]) >= 1
        assert member.get("/users/me").status == 200, "the others go on"
    finally:
        closed = admin.post("/ops/breakers/media", {"state": "closed"}).json["breakers"]
    assert [one["state"] for one in closed if one["name"] == "media"] == ["closed"]
    assert [one["transitions"][-1]["reason"] for one in closed if one["name"] == "media"] == ["manual"]
    assert member.get("/media/search?q=nobodyaskedforthis").status == 200
    problem(admin.post("/ops/breakers/nothing", {"state": "open"}), 404, "not-found")
    problem(admin.post("/ops/breakers/media", {"state": "ajar"}), 422, "invalid")
