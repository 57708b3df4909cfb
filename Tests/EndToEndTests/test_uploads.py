import uuid

import pytest

from expect import eventually, problem
from library import FILM, PHOTO, SONG

BYTES = {"Content-Type": "application/octet-stream"}
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
HLS = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


def upload(api, content, filename, headers=None):
    return api.post("/media", body=content, headers={**BYTES, **(headers or {})}, filename=filename)


def unlike_any_other(content):
    return content + uuid.uuid4().bytes


@pytest.mark.parametrize("path, kind, content_type", [
    (PHOTO, "photo", "image/jpeg"), (SONG, "music", "audio/mpeg"), (FILM, "movie", "video/mp4"),
])
def test_an_uploaded_file_becomes_an_item_that_plays(library, admin, member, path, kind, content_type):
    content = unlike_any_other((library.folder / path).read_bytes())
    made = upload(admin, content, path.split("/")[-1])
    assert made.status == 201, made.body
    item = made.json
    assert (item["type"], item["source"], item["contentType"], item["sizeBytes"]) == (kind, "upload", content_type, len(content))
    assert admin.get(f"/media/{item['id']}").json["id"] == item["id"]
    assert member.get(f"/media/{item['id']}/stream").body == content
    if kind != "photo":
        eventually(lambda: admin.get(f"/media/{item['id']}").json.get("durationSeconds"), within=60)
    assert admin.delete(f"/media/{item['id']}").status == 204


def test_the_content_decides_and_not_the_name(library, admin):
    item = upload(admin, unlike_any_other((library.folder / PHOTO).read_bytes()), "song.mp3").json
    assert (item["type"], item["contentType"]) == ("photo", "image/jpeg")


def test_audio_in_an_mp4_is_music(library, admin):
    item = upload(admin, unlike_any_other((library.folder / "Music/Low Water/03 Flood.m4a").read_bytes()), "film.mp4").json
    eventually(lambda: admin.get(f"/media/{item['id']}").json["type"] == "music", within=60)


@pytest.mark.parametrize("content, filename", [
    (b"only words\n" * 200, "words.jpg"), (SVG, "drawing.svg"), (SVG, "drawing.jpg"), (HLS, "list.m3u8"), (HLS, "film.mp4"),
    (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "film.mkv"), (b"\x7fELF" + bytes(4096), "film.mp4"), (bytes(4096), "film.mp4"),
])
def test_what_is_no_media_is_refused(library, admin, content, filename):
    problem(upload(admin, content, filename), 415, "unsupported-media-type")


def test_an_empty_upload_is_refused(admin):
    reply = upload(admin, b"", "empty.jpg")
    assert reply.status in (400, 415, 422)
    problem(reply, reply.status)


def test_an_upload_needs_a_name(library, admin):
    reply = admin.post("/media", body=(library.folder / PHOTO).read_bytes(), headers=BYTES)
    assert reply.status in (400, 422)
    problem(reply, reply.status)


@pytest.mark.parametrize("filename", ["../../../../tmp/escaped.jpg", "/etc/escaped.jpg", "a\x00b.jpg", "..", "x" * 5000 + ".jpg", "a/b\\c.jpg"])
def test_a_name_leads_nowhere(library, admin, stack, filename):
    reply = upload(admin, unlike_any_other((library.folder / PHOTO).read_bytes()), filename)
    assert reply.status in (201, 400, 422), reply.body
    assert not [path for path in stack.folder.rglob("*escaped*") if stack.data not in path.parents]
    if reply.status == 201:
        assert "/" not in reply.json["title"] and "\x00" not in reply.json["title"]


def test_an_upload_that_is_too_large_is_refused_before_it_is_sent(admin):
    too_much = str(11 * 2 ** 30)
    problem(admin.announce("POST", "/media?filename=a.mp4", {**BYTES, "Content-Length": too_much}), 413, "too-large")


def test_an_upload_that_breaks_off_leaves_nothing(library, admin, stack):
    before = [item["id"] for item in admin.get("/media", limit=100).items]
    content = (library.folder / FILM).read_bytes()
    connection = admin.connect()
    connection.putrequest("POST", admin.prefix + "/media?filename=broken.mp4")
    for name, value in {"Authorization": f"Bearer {admin.token}", "Content-Length": str(len(content)), **BYTES}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(content[:50_000])
    connection.close()
    assert [item["id"] for item in admin.get("/media", limit=100).items] == before
    eventually(lambda: not [path for path in stack.data.rglob("tmp/*") if path.is_file() and path.stat().st_size == 50_000])


def test_a_removed_upload_is_gone(library, admin, member):
    item = upload(admin, unlike_any_other((library.folder / PHOTO).read_bytes()), "Vanishing.jpg").json
    path = f"/media/{item['id']}"
    problem(member.delete(path), 403)
    assert admin.delete(path).status == 204
    for gone in (path, path + "/stream", path + "/thumbnail"):
        problem(member.get(gone), 404)
    assert member.get("/media", ids=item["id"]).items == []
    problem(admin.delete(path), 404)
