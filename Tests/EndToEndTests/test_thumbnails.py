import subprocess

import pytest

from expect import eventually, problem
from library import COVERED_SONG, EPISODE, FILM, PHOTO, SONG, TURNED_PHOTO

AVIF, WEBP, JPEG = "image/avif", "image/webp", "image/jpeg"


def thumbnail(api, item, accept="*/*", **query):
    """The picture, after as many tries as 202 asks for."""
    def made():
        reply = api.get(f"/media/{item['id']}/thumbnail", headers={"Accept": accept}, **query)
        if reply.status == 202:
            assert int(reply["Retry-After"]) >= 0
            return None
        return reply
    return eventually(made, within=60)


def extent(picture, tmp_path):
    """(width, height) as vips sees them, which also proves that it is a picture."""
    file = tmp_path / "thumbnail"
    file.write_bytes(picture)
    return tuple(int(subprocess.run(["vipsheader", "-f", side, file], check=True, capture_output=True).stdout) for side in ("width", "height"))


@pytest.mark.parametrize("accept, kind", [
    ("image/avif,image/webp,*/*;q=0.8", AVIF),
    ("image/webp,*/*;q=0.8", WEBP),
    ("image/jpeg", JPEG),
    ("image/avif;q=0, image/webp", WEBP),
    ("image/*;q=0.5, image/jpeg", JPEG),
])
def test_the_format_is_the_best_that_the_client_accepts(library, member, accept, kind, tmp_path):
    reply = thumbnail(member, library.item(PHOTO), accept)
    assert (reply.status, reply["Content-Type"]) == (200, kind)
    assert "accept" in reply["Vary"].lower()
    width, height = extent(reply.body, tmp_path)
    assert abs(width / height - 1600 / 1067) < 0.02


def test_a_client_that_accepts_anything_gets_a_picture(library, member, tmp_path):
    reply = thumbnail(member, library.item(PHOTO))
    assert reply["Content-Type"] in (AVIF, WEBP, JPEG)
    assert extent(reply.body, tmp_path)


def test_there_are_three_sizes(library, member, tmp_path):
    item = library.item(PHOTO)
    widths = [extent(thumbnail(member, item, JPEG, size=size).body, tmp_path)[0] for size in ("small", "medium", "large")]
    assert widths == sorted(set(widths)) and widths[-1] <= 1600
    reply = member.get(f"/media/{item['id']}/thumbnail", size="enormous")
    problem(reply, 422, "invalid")


def test_films_shows_and_covers_have_one_and_a_bare_song_has_none(library, member, tmp_path):
    for path in (FILM, EPISODE, COVERED_SONG):
        reply = thumbnail(member, library.item(path), JPEG, size="small")
        assert reply.status == 200 and extent(reply.body, tmp_path), path
    assert thumbnail(member, library.item(SONG), JPEG).status == 404


def test_a_turned_photo_stands_upright(library, member, tmp_path):
    width, height = extent(thumbnail(member, library.item(TURNED_PHOTO), JPEG).body, tmp_path)
    assert height > width


def test_it_can_be_kept_for_good(library, member):
    item = library.item(PHOTO)
    first = thumbnail(member, item, WEBP)
    assert "immutable" in first["Cache-Control"] and "private" in first["Cache-Control"]
    again = member.get(f"/media/{item['id']}/thumbnail", headers={"Accept": WEBP, "If-None-Match": first["ETag"]})
    assert (again.status, again.body) == (304, b"")
    assert thumbnail(member, item, JPEG)["ETag"] != first["ETag"]


def test_the_address_in_the_item_is_the_one_that_answers(library, member):
    item = library.item(PHOTO)
    assert item["thumbnailUrl"].startswith(f"/api/v1/media/{item['id']}/thumbnail")
    assert member.outside.get(item["thumbnailUrl"]).status in (200, 202)
