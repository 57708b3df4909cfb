import uuid

import pytest

from expect import problem, wrong_fields


@pytest.fixture
def media(library, member):
    return [item["id"] for item in member.get("/media", limit=8).items]


@pytest.fixture
def playlist(member):
    """The path of an empty playlist of the test's own."""
    return f"/playlists/{member.post('/playlists', {'name': 'Mixed'}).json['id']}"


def order(api, playlist):
    return [entry["mediaId"] for entry in api.get(playlist).json["items"]]


def add(api, playlist, media, **more):
    reply = api.post(playlist + "/items", {"mediaIds": media, **more})
    assert reply.status == 201, reply.body
    return reply.items


def test_entries_carry_the_media_that_they_stand_for(member, playlist, media):
    added = add(member, playlist, media[:3])
    assert [entry["mediaId"] for entry in added] == media[:3]
    shown = member.get(playlist).json
    assert shown["itemCount"] == 3 and [entry["id"] for entry in shown["items"]] == [entry["id"] for entry in added]
    titles = {item["id"]: item["title"] for item in member.get("/media", ids=",".join(media)).items}
    for entry in shown["items"]:
        assert set(entry) == {"id", "mediaId", "addedAt", "media"}
        assert entry["media"]["title"] == titles[entry["mediaId"]]


def test_entries_are_inserted_before_the_position_asked(member, playlist, media):
    add(member, playlist, media[:3])
    add(member, playlist, [media[3]], position=0)
    add(member, playlist, [media[4], media[5]], position=2)
    assert order(member, playlist) == [media[3], media[0], media[4], media[5], media[1], media[2]]
    add(member, playlist, [media[6]], position=10_000)
    assert order(member, playlist)[-1] == media[6]


def test_the_same_media_may_stand_twice(member, playlist, media):
    first, second = add(member, playlist, [media[0], media[0]])
    assert first["id"] != second["id"]
    assert member.delete(f"{playlist}/items/{first['id']}").status == 204
    assert [entry["id"] for entry in member.get(playlist).json["items"]] == [second["id"]]


def test_a_moved_entry_stands_where_it_was_asked_to(member, playlist, media):
    model = media[:6]
    entries = {entry["mediaId"]: entry["id"] for entry in add(member, playlist, model)}
    for start, end in ((0, 3), (5, 0), (2, 2), (1, 5), (3, 99), (4, 1)):
        moved = model.pop(start)
        model.insert(end, moved)
        reply = member.patch(f"{playlist}/items/{entries[moved]}", {"position": end})
        assert reply.status == 200 and reply.json["mediaId"] == moved
        assert order(member, playlist) == model


def test_many_inserts_at_one_place_keep_their_order(member, playlist, media):
    model = media[:2]
    add(member, playlist, model)
    for number in range(60):
        add(member, playlist, [media[number % 8]], position=1)
        model.insert(1, media[number % 8])
    assert order(member, playlist) == model


def test_negative_positions_are_named(member, playlist, media):
    entry = add(member, playlist, media[:1])[0]
    assert wrong_fields(member.post(playlist + "/items", {"mediaIds": media[:1], "position": -1})) == {"position"}
    assert wrong_fields(member.patch(f"{playlist}/items/{entry['id']}", {"position": -1})) == {"position"}


def test_unknown_media_is_named_and_nothing_is_added(member, playlist, media):
    unknown = str(uuid.uuid4())
    told = problem(member.post(playlist + "/items", {"mediaIds": [media[0], unknown]}), 422, "invalid")
    assert unknown in str(told["errors"]) and media[0] not in str(told["errors"])
    assert order(member, playlist) == []


@pytest.mark.parametrize("body", [{}, {"mediaIds": []}, {"mediaIds": "all"}, {"mediaIds": ["nonsense"]}, {"mediaIds": [None]}])
def test_senseless_lists_are_refused(member, playlist, body):
    problem(member.post(playlist + "/items", body), 422, "invalid")


def test_five_hundred_may_come_at_once_and_not_one_more(member, playlist, media):
    problem(member.post(playlist + "/items", {"mediaIds": [media[0]] * 501}), 422, "invalid")
    assert len(add(member, playlist, [media[number % 8] for number in range(500)])) == 500
    shown = member.get(playlist).json
    assert shown["itemCount"] == 500 and len(shown["items"]) == 100
    walked = [entry["mediaId"] for page in member.walk(playlist + "/items", limit=70) for entry in page["items"]]
    assert walked == [media[number % 8] for number in range(500)]


def test_every_change_of_an_entry_counts_as_a_version(member, playlist, media):
    versions = [member.get(playlist).json["version"]]
    first, second = add(member, playlist, media[:2])
    versions.append(member.get(playlist).json["version"])
    member.patch(f"{playlist}/items/{first['id']}", {"position": 1})
    versions.append(member.get(playlist).json["version"])
    member.delete(f"{playlist}/items/{second['id']}")
    versions.append(member.get(playlist).json["version"])
    assert versions == sorted(set(versions))


def test_an_unknown_entry_is_not_found(member, playlist):
    unknown = f"{playlist}/items/{uuid.uuid4()}"
    problem(member.delete(unknown), 404)
    problem(member.patch(unknown, {"position": 0}), 404)


def test_media_made_a_moment_ago_can_be_added_at_once(library, admin):
    content = (library.folder / "Photos/Dawn.jpg").read_bytes() + uuid.uuid4().bytes
    item = admin.post("/media", body=content, headers={"Content-Type": "image/jpeg"}, filename="Fresh.jpg").json
    path = f"/playlists/{admin.post('/playlists', {'name': 'Fresh'}).json['id']}"
    add(admin, path, [item["id"]])
    told = admin.get(f"/media/{item['id']}", include="playlists").json
    assert [playlist["name"] for playlist in told["playlists"]] == ["Fresh"]
    assert admin.delete(f"/media/{item['id']}").status == 204
