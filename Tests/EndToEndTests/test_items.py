from expect import eventually, problem, wrong_fields
from library import COVERED_SONG, EPISODE, FILM, PHOTO, SONG

UNKNOWN = "/media/0190a5b4-0000-7000-8000-000000000000"


def test_a_film_tells_what_ffprobe_knows(library, member):
    film = member.get(f"/media/{library.item(FILM)['id']}").json
    assert (film["type"], film["contentType"], film["width"], film["height"]) == ("movie", "video/mp4", 640, 360)
    assert abs(film["durationSeconds"] - 8) < 0.5
    assert "Quiet Harbour" in film["title"]
    assert film["streamUrl"] == f"/api/v1/media/{film['id']}/stream"


def test_an_episode_is_a_show(library):
    episode = library.item(EPISODE)
    assert episode["type"] == "show" and "Harbour Lights" in episode["title"]


def test_a_song_tells_its_tags(library):
    for path, title in ((SONG, "Ebb"), (COVERED_SONG, "Spring Tide")):
        song = library.item(path)
        assert (song["type"], song["title"], song["artist"], song["album"], song["year"]) \
            == ("music", title, "The Tide Tables", "Low Water", 2018)


def test_a_photo_tells_its_size(library):
    photo = library.item(PHOTO)
    assert (photo["type"], photo["contentType"], photo["width"], photo["height"]) == ("photo", "image/jpeg", 1600, 1067)


def test_an_unknown_item_is_not_found(member):
    for path in (UNKNOWN, UNKNOWN + "/stream", UNKNOWN + "/thumbnail"):
        problem(member.get(path), 404, "not-found")


def test_what_is_no_id_is_an_error_of_the_caller(member):
    for name in ("1", "..", "%2e%2e%2fetc", "0190a5b4", "a%00b"):
        reply = member.get(f"/media/{name}")
        assert 400 <= reply.status < 500
        problem(reply, reply.status)


def test_a_title_can_be_changed_and_is_found_by_search(library, admin, member):
    item = library.item(PHOTO)
    path = f"/media/{item['id']}"
    problem(member.patch(path, {"title": "Mine now"}), 403)
    try:
        changed = admin.patch(path, {"title": "Zephyrine morning", "description": "Fog"})
        assert changed.status == 200 and changed.json["title"] == "Zephyrine morning"
        assert changed.json["updatedAt"] >= item["updatedAt"]
        assert admin.get(path).json["description"] == "Fog"
        assert [hit["id"] for hit in admin.get("/media/search", q="zephyrine").items] == [item["id"]]
    finally:
        admin.patch(path, {"title": item["title"], "description": item["description"]})


def test_a_title_must_say_something(library, admin):
    path = f"/media/{library.item(PHOTO)['id']}"
    for title in ("", "   ", 7, ["a"], "x" * 100_000):
        assert wrong_fields(admin.patch(path, {"title": title})) == {"title"}


def test_plays_make_an_item_trend(library, member):
    item = library.item(SONG)
    for _ in range(5):
        assert member.post(f"/media/{item['id']}/plays").status == 202
    eventually(lambda: item["id"] in [hit["id"] for hit in member.get("/media/trending", limit=10).items])
    problem(member.post(UNKNOWN + "/plays"), 404)
