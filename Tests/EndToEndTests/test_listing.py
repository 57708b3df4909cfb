import pytest

from api import Api
from expect import problem, wrong_fields

TYPES = {"movie", "show", "music", "photo"}
ALWAYS = {"id", "type", "source", "title", "description", "sizeBytes", "contentType", "streamUrl", "createdAt", "updatedAt"}
SOMETIMES = {"durationSeconds", "width", "height", "artist", "album", "year", "thumbnailUrl"}


def ids(items):
    return [item["id"] for item in items]


def test_items_have_the_shape_that_clients_know(library, member):
    for item in member.get("/media", limit=100).items:
        assert ALWAYS <= set(item) <= ALWAYS | SOMETIMES
        assert item["type"] in TYPES and item["source"] in {"library", "upload", "plex", "youtube"}
        assert item["createdAt"].endswith("Z") and len(item["createdAt"]) == len("2024-01-01T00:00:00.000Z")


def test_a_walk_in_small_pages_visits_every_item_once_and_newest_first(library, member):
    whole = member.get("/media", limit=100).items
    pages = list(member.walk("/media", limit=3))
    walked = [item for page in pages for item in page["items"]]
    assert ids(walked) == ids(whole)
    assert len(set(ids(walked))) == len(walked) >= 10
    assert [item["createdAt"] for item in walked] == sorted((item["createdAt"] for item in walked), reverse=True)
    assert all(len(page["items"]) == 3 and page["nextCursor"] for page in pages[:-1])
    assert pages[-1]["hasMore"] is False and pages[-1]["nextCursor"] is None


def test_lists_can_be_narrowed_by_type_and_source(library, member):
    for kind in TYPES:
        found = member.get("/media", type=kind, limit=100).items
        assert found and {item["type"] for item in found} == {kind}
    assert {item["source"] for item in member.get("/media", source="library", limit=100).items} == {"library"}
    assert member.get("/media", source="plex").json == {"items": [], "hasMore": False, "nextCursor": None}


def test_the_default_page_has_at_most_twenty_and_a_larger_wish_is_a_hundred(library, member):
    assert len(member.get("/media").items) <= 20
    assert len(member.get("/media", limit=1000).items) <= 100


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5"])
def test_a_senseless_limit_is_named(member, limit):
    assert wrong_fields(member.get("/media", limit=limit)) == {"limit"}


def test_a_type_that_does_not_exist_is_named(member):
    assert wrong_fields(member.get("/media", type="poem")) == {"type"}


def test_a_cursor_that_was_touched_is_refused(library, member):
    cursor = member.get("/media", limit=2).json["nextCursor"]
    for touched in ("nonsense", cursor[:-2], cursor + "AA", "x" + cursor[1:], "%00", "é"):
        problem(member.get("/media", limit=2, cursor=touched), 400, "malformed")


def test_ids_come_back_in_the_order_asked_and_unknown_ones_are_left_out(library, member):
    known = ids(member.get("/media", limit=5).items)
    asked = [known[3], known[0], "0190a5b4-0000-7000-8000-000000000000", known[4]]
    assert ids(member.get("/media", ids=",".join(asked)).items) == [known[3], known[0], known[4]]


def test_more_than_a_hundred_ids_are_refused(member):
    many = ",".join(f"0190a5b4-0000-7000-8000-{number:012x}" for number in range(101))
    reply = member.get("/media", ids=many)
    assert reply.status in (400, 422)
    problem(reply, reply.status)


def test_items_tell_the_callers_playlists_and_nobody_elses(library, member, new_member):
    stranger = new_member()
    media = ids(member.get("/media", limit=1).items)
    for caller, name in ((member, "Mine"), (stranger, "Theirs")):
        made = caller.post("/playlists", {"name": name}).json
        assert caller.post(f"/playlists/{made['id']}/items", {"mediaIds": media}).status == 201
    told = member.get("/media", ids=media[0], include="playlists").items[0]
    assert [playlist["name"] for playlist in told["playlists"]] == ["Mine"]
    listed = {item["id"]: item for item in member.get("/media", limit=100, include="playlists").items}
    assert [playlist["name"] for playlist in listed[media[0]]["playlists"]] == ["Mine"]


def test_answers_are_private_and_vary_by_caller(library, member):
    reply = member.get("/media")
    assert "private" in reply["Cache-Control"] or "no-store" in reply["Cache-Control"]
    assert "authorization" in (reply["Vary"] or "").lower()
    problem(Api(member.base).get("/media"), 401)
