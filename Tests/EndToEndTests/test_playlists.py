import pytest

from expect import problem, wrong_fields

SHAPE = {"id", "name", "description", "isPublic", "itemCount", "owner", "version", "createdAt", "updatedAt"}


def make(api, name="Sunday", **more):
    reply = api.post("/playlists", {"name": name, **more})
    assert reply.status == 201, reply.body
    return reply.json


def test_a_playlist_is_made_read_changed_and_deleted(member):
    made = make(member, description="Slow ones")
    assert set(made) - {"items"} == SHAPE
    assert (made["name"], made["description"], made["isPublic"], made["itemCount"]) == ("Sunday", "Slow ones", False, 0)
    assert made["owner"] == {"id": member.user["id"], "name": member.user["name"]}
    path = f"/playlists/{made['id']}"
    assert member.get(path).json["items"] == []
    changed = member.patch(path, {"name": "Monday", "isPublic": True})
    assert changed.status == 200
    assert (changed.json["name"], changed.json["isPublic"], changed.json["description"]) == ("Monday", True, "Slow ones")
    assert changed.json["version"] > made["version"]
    assert member.get(path).json["name"] == "Monday"
    assert member.delete(path).status == 204
    problem(member.get(path), 404, "not-found")
    problem(member.delete(path), 404)


def test_my_list_is_mine_newest_first_and_can_be_walked(member, new_member):
    make(new_member(), "Somebody else's")
    made = [make(member, f"List {number}")["id"] for number in range(7)]
    walked = [playlist["id"] for page in member.walk("/playlists", limit=2) for playlist in page["items"]]
    assert walked == made[::-1]


def test_a_strangers_private_playlist_does_not_exist(member, new_member):
    stranger, path = new_member(), f"/playlists/{make(member)['id']}"
    item = "0190a5b4-0000-7000-8000-000000000000"
    for reply in (
        stranger.get(path), stranger.get(path + "/items"), stranger.patch(path, {"name": "Taken"}), stranger.delete(path),
        stranger.post(path + "/items", {"mediaIds": [item]}), stranger.delete(f"{path}/items/{item}"),
        stranger.patch(f"{path}/items/{item}", {"position": 0}),
    ):
        problem(reply, 404)
    assert member.get(path).json["name"] == "Sunday"


def test_a_public_playlist_is_read_by_all_and_written_by_its_owner(member, new_member):
    stranger, made = new_member(), make(member, "For everyone", isPublic=True)
    path = f"/playlists/{made['id']}"
    shown = stranger.get(path)
    assert shown.status == 200 and shown.json["name"] == "For everyone"
    assert member.email.encode() not in shown.body
    listed = [entry for page in stranger.walk("/playlists/public", limit=50) for entry in page["items"]]
    assert made["id"] in [entry["id"] for entry in listed]
    assert not any("email" in entry["owner"] for entry in listed)
    for reply in (stranger.patch(path, {"name": "Taken"}), stranger.delete(path)):
        assert reply.status in (403, 404)
        problem(reply, reply.status)


def test_a_playlist_that_turns_private_leaves_the_public_list(member, new_member):
    stranger, made = new_member(), make(member, isPublic=True)
    member.patch(f"/playlists/{made['id']}", {"isPublic": False})
    problem(member.anonymous.get("/playlists/public"), 401)
    assert made["id"] not in [entry["id"] for page in stranger.walk("/playlists/public", limit=100) for entry in page["items"]]
    problem(stranger.get(f"/playlists/{made['id']}"), 404)


@pytest.mark.parametrize("body, field", [
    ({}, "name"), ({"name": ""}, "name"), ({"name": "   "}, "name"), ({"name": 7}, "name"), ({"name": None}, "name"),
    ({"name": "x" * 10_000}, "name"), ({"name": "Fine", "isPublic": "yes"}, "isPublic"), ({"name": "Fine", "description": []}, "description"),
])
def test_wrong_fields_are_named(member, body, field):
    assert wrong_fields(member.post("/playlists", body)) == {field}


def test_names_may_be_in_any_script_and_unknown_fields_are_ignored(member):
    name = "Ночь 🌃 夜 \"quoted\" \\ / <b>&amp;</b>"
    assert make(member, name, colour="blue")["name"] == name
    assert member.get("/playlists").items[0]["name"] == name
