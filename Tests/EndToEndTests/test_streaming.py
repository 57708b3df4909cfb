import gzip

import pytest

from expect import problem
from library import FILM, PHOTO, SONG, bmp


@pytest.fixture(scope="module")
def film(library):
    """(path of the stream, the bytes that it must give)"""
    return f"/media/{library.item(FILM)['id']}/stream", (library.folder / FILM).read_bytes()


def test_a_file_comes_whole_and_unchanged(library, member):
    for path, kind in ((FILM, "video/mp4"), (PHOTO, "image/jpeg"), (SONG, "audio/mpeg")):
        reply = member.get(f"/media/{library.item(path)['id']}/stream")
        assert reply.status == 200 and reply.body == (library.folder / path).read_bytes()
        assert reply["Content-Type"] == kind
        assert reply["Accept-Ranges"] == "bytes" and reply["ETag"] and reply["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked, first, last", [
    ("bytes=0-0", 0, 0),
    ("bytes=0-1023", 0, 1023),
    ("bytes=5000-9999", 5000, 9999),
    ("bytes=100000-", 100_000, -1),
    ("bytes=-500", -500, -1),
    ("bytes=1000-99999999999", 1000, -1),
    ("bytes=-99999999999", 0, -1),
])
def test_a_range_is_that_part(film, member, asked, first, last):
    path, content = film
    first, last = first % len(content), last % len(content)
    reply = member.get(path, headers={"Range": asked})
    assert reply.status == 206
    assert reply["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
    assert int(reply["Content-Length"]) == last - first + 1
    assert reply.body == content[first:last + 1]


def test_a_range_beyond_the_end_tells_the_length(film, member):
    path, content = film
    for asked in (f"bytes={len(content)}-", "bytes=99999999999-", "bytes=-0"):
        reply = member.get(path, headers={"Range": asked})
        assert reply.status == 416
        assert reply["Content-Range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=a-b", "bytes", "lines=0-5", "bytes=--5", "bytes=0-18446744073709551616", "bytes=1-2-3"])
def test_a_range_that_says_nothing_is_ignored_or_refused(film, member, asked):
    path, content = film
    reply = member.get(path, headers={"Range": asked})
    assert reply.status in (200, 206, 400, 416)
    assert reply.status not in (200, 206) or content.startswith(reply.body)


def test_several_ranges_are_not_glued_together(film, member):
    path, content = film
    reply = member.get(path, headers={"Range": "bytes=0-9,20-29"})
    assert reply.status in (200, 206, 416)
    assert reply.body == {200: content, 206: content[:10]}.get(reply.status, reply.body)


def test_a_range_of_another_version_is_not_given(film, member):
    path, content = film
    tag = member.head(path)["ETag"]
    same = member.get(path, headers={"Range": "bytes=10-19", "If-Range": tag})
    assert (same.status, same.body) == (206, content[10:20])
    other = member.get(path, headers={"Range": "bytes=10-19", "If-Range": '"another"'})
    assert (other.status, other.body) == (200, content)


def test_head_tells_what_get_would(film, member):
    path, content = film
    reply = member.head(path)
    assert (reply.status, reply.body) == (200, b"")
    assert int(reply["Content-Length"]) == len(content)


def test_what_the_client_holds_is_not_sent_again(film, member):
    path, _ = film
    reply = member.get(path, headers={"If-None-Match": member.head(path)["ETag"]})
    assert (reply.status, reply.body) == (304, b"")


def test_media_is_never_compressed(film, member):
    path, content = film
    reply = member.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert reply["Content-Encoding"] is None and reply.body == content


def test_a_bitmap_is_compressed_while_it_is_sent(admin, member):
    picture = bmp(900, 600)
    item = admin.request("POST", "/media?filename=wide.bmp", body=picture).json["id"]
    path = f"/media/{item}/stream"
    plain = member.get(path)
    assert plain.body == picture and plain["Accept-Ranges"] == "bytes" and plain["Content-Encoding"] is None
    for accepted in ("gzip", "br, gzip"):
        reply = member.get(path, headers={"Accept-Encoding": accepted})
        head = member.head(path, headers={"Accept-Encoding": accepted})
        assert reply["Content-Encoding"] == accepted.split(",")[0] and len(reply.body) < len(picture) / 20
        assert reply["Content-Length"] is None and reply["Transfer-Encoding"] == "chunked" and reply["Accept-Ranges"] == "none"
        assert reply["ETag"] != plain["ETag"]
        for name in ("ETag", "Content-Encoding", "Content-Length", "Accept-Ranges", "Vary"):
            assert head[name] == reply[name]
        assert member.get(path, headers={"Accept-Encoding": accepted, "If-None-Match": reply["ETag"]}).status == 304
    assert gzip.decompress(member.get(path, headers={"Accept-Encoding": "gzip"}).body) == picture
    part = member.get(path, headers={"Accept-Encoding": "br, gzip", "Range": "bytes=10-19"})
    assert (part.status, part.body, part["Content-Encoding"]) == (206, picture[10:20], None)


def test_a_stream_needs_a_caller(film, member):
    path, _ = film
    problem(member.anonymous.get(path), 401)
    assert member.anonymous.head(path).status == 401


def test_a_client_that_leaves_in_the_middle_harms_nobody(film, member):
    path, content = film
    for _ in range(20):
        connection = member.connect()
        connection.request("GET", member.prefix + path, headers={"Authorization": f"Bearer {member.token}"})
        connection.getresponse().read(100)
        connection.close()
    assert member.get(path).body == content
