import socket
from urllib.parse import urlsplit

import pytest

from expect import problem, wrong_fields

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("body", [b"", b"{", b'{"name":}', b'{"name":"a"} more', b"nonsense", b'{"name":"\xff"}', b"\x00", b"[" * 100_000])
def test_what_is_no_json_cannot_be_parsed(member, body):
    problem(member.post("/playlists", body=body, headers=JSON), 400, "malformed")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b"null"])
def test_json_of_the_wrong_shape_is_refused(member, body):
    reply = member.post("/playlists", body=body, headers=JSON)
    assert reply.status in (400, 422)
    problem(reply, reply.status)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"])
def test_another_content_type_is_refused(member, kind):
    problem(member.post("/playlists", body=b'{"name":"a"}', headers={"Content-Type": kind}), 415, "unsupported-media-type")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_the_same_content_type_in_other_words_is_accepted(member, kind):
    assert member.post("/playlists", body=b'{"name":"a"}', headers={"Content-Type": kind}).status == 201


def test_a_large_body_is_refused_before_it_is_sent(member):
    problem(member.announce("POST", "/playlists", {**JSON, "Content-Length": str(2 * 2 ** 20)}), 413, "too-large")


def test_a_large_body_that_does_not_say_so_is_refused_too(member):
    chunks = (b'{"name":"' + b"x" * 65_000 for _ in range(40))
    try:
        reply = member.post("/playlists", body=chunks, headers=JSON)
    except (BrokenPipeError, ConnectionResetError):
        return  # the refusal came while the body was still being sent, and the connection was closed
    problem(reply, 413)


def test_large_headers_are_refused(member):
    assert member.get("/users/me", headers={"X-Padding": "x" * 20_000}).status == 431
    assert member.get("/users/me", headers={f"X-Padding-{number}": "x" * 300 for number in range(80)}).status == 431
    assert member.get("/users/me", headers={"X-Padding": "x" * 8000}).status == 200


def test_what_does_not_exist_is_a_problem_too(member):
    problem(member.get("/nothing"), 404)
    problem(member.outside.get("/nothing"), 404)
    problem(member.get("/playlists/0190a5b4-0000-7000-8000-000000000000"), 404, "not-found")


def test_a_wrong_method_is_refused(member):
    reply = member.request("PUT", "/playlists", json={})
    assert reply.status in (404, 405)
    problem(reply, reply.status)


def test_an_error_names_the_request_and_no_secrets(member):
    reply = member.get("/playlists/0190a5b4-0000-7000-8000-000000000000")
    told = problem(reply, 404)
    assert told["instance"]
    text = reply.body.lower()
    assert not any(word in text for word in (b"select ", b"postgres", b"redis", b".swift", b"stack"))


def test_wrong_types_are_wrong_fields(admin):
    reply = admin.anonymous.post("/auth/login", {"email": 7, "password": ["a"]})
    assert wrong_fields(reply) <= {"email", "password"}


@pytest.mark.parametrize("sent", [
    b"nonsense\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    b"GET /api/v1/media?q=\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"",
])
def test_what_is_hardly_http_harms_nobody(member, sent):
    address = urlsplit(member.base)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65536)
        except ConnectionResetError:
            answer = b""
    assert not answer or answer.startswith(b"HTTP/1.1 4"), answer
    assert member.get("/users/me").status == 200
