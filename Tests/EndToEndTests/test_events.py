"""What happens, as it happens: `GET /events`."""
import concurrent.futures
import socket
import time
import uuid
from urllib.parse import urlsplit

import pytest

from api import Api, register, sign_in
from expect import eventually, problem
from follower import Follower
from library import Library, finished
from stack import Stack
from test_changes import upload


def new_playlist(api, name="Followed"):
    return api.post("/playlists", {"name": name}).json["id"]


def test_an_upload_is_seen_by_everyone(library, admin, member):
    with Follower(member) as events:
        assert events.reply.getheader("Content-Type") == "text/event-stream"
        assert events.reply.getheader("Cache-Control") == "no-store" and events.reply.getheader("X-Accel-Buffering") == "no"
        item = upload(admin, library)
        added = events.wait_for(lambda event: event.data.get("mediaId") == item)
        assert (added.name, added.data["type"]) == ("media.added", "media.added")
        admin.delete(f"/media/{item}")
        events.wait_for(lambda event: event.name == "media.removed" and event.data["mediaId"] == item)


def test_a_playlist_is_seen_by_its_owner_alone(member, new_member, admin):
    stranger = new_member()
    with Follower(member) as own, Follower(stranger) as strangers, Follower(admin) as admins:
        playlist = member.post("/playlists", {"name": "Mine", "isPublic": True}).json["id"]
        member.patch(f"/playlists/{playlist}", {"name": "Still mine"})
        member.delete(f"/playlists/{playlist}")
        own.wait_for(lambda event: event.name == "playlist.removed" and event.data["id"] == playlist)
        theirs = new_playlist(stranger)
        strangers.wait_for(lambda event: event.data.get("id") == theirs)
        assert [event.name for event in own.events if event.data.get("id") == playlist] == ["playlist.added", "playlist.changed", "playlist.removed"]
        for other in (strangers, admins):
            assert not [event for event in other.events if event.data.get("id") == playlist]
        assert not [event for event in own.events if event.data.get("id") == theirs]


def test_who_asked_for_a_scan_sees_it_go_on(library, admin, member):
    library.add("Photos/Dawn.jpg")
    with Follower(admin) as events, Follower(member) as others:
        job = library.start_scan()
        completed = events.wait_for(lambda event: event.name == "job.completed" and event.data["jobId"] == job, 120)
        assert completed.data["percent"] == 100
        told = [event for event in events.events if event.data.get("jobId") == job]
        assert told[0].name == "job.started" and {event.data["job"] for event in told} == {"library-scan"}
        assert all(0 <= event.data["percent"] <= 100 for event in told if event.name == "job.progress")
        scanned = events.wait_for(lambda event: event.name == "library.scanned")
        assert scanned.data["libraryId"] == library.id and scanned.data["added"] >= 1
        assert not [event for event in others.events if event.name.startswith(("job.", "library."))]


def test_a_cookie_will_do_and_nothing_at_all_will_not(member):
    with Follower(member, headers={"Cookie": f"mn_token={member.token}"}) as events:
        playlist = new_playlist(member)
        events.wait_for(lambda event: event.data.get("id") == playlist)
    problem(member.anonymous.get("/events"), 401)


def test_who_comes_back_gets_what_was_missed(member):
    with Follower(member) as events:
        first = new_playlist(member)
        events.wait_for(lambda event: event.data.get("id") == first)
    missed = [new_playlist(member) for _ in range(5)]
    with Follower(member, after=events.last_id) as again:
        last = new_playlist(member)
        again.wait_for(lambda event: event.data.get("id") == last)
        assert [event.data["id"] for event in again.named("playlist.added")] == missed + [last]
        assert not again.named("reset")


def test_nothing_is_missed_and_nothing_comes_twice_whenever_the_connection_breaks(member):
    total, seen, last_id = 200, [], None

    def write(_):
        return [new_playlist(member) for _ in range(total // 4)]

    with Follower(member) as events:
        last_id = events.last_id
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        running = [pool.submit(write, number) for number in range(4)]
        while True:
            is_last = all(each.done() for each in running)
            with Follower(member, after=last_id) as events:
                if is_last:
                    eventually(lambda: len(seen) + len(events.named("playlist.added")) >= total)
                    time.sleep(0.2)
                else:
                    time.sleep(0.03)
            assert not events.named("reset")
            seen += [event.data["id"] for event in events.named("playlist.added")]
            last_id = events.last_id
            if is_last:
                break
        made = [playlist for each in running for playlist in each.result()]
    assert sorted(seen) == sorted(made)


def test_who_says_something_strange_loads_afresh(member):
    with Follower(member, after="what was that") as events:
        events.wait_for(lambda event: event.name == "reset")
        playlist = new_playlist(member)
        events.wait_for(lambda event: event.data.get("id") == playlist)


def test_a_stream_ends_with_its_session_and_with_its_users_rights(admin, member, new_member):
    signed_out = sign_in(member, member.email)
    suspended = new_member()
    with Follower(signed_out) as one, Follower(suspended) as two, Follower(member) as other:
        signed_out.post("/auth/logout")
        eventually(lambda: one.ended, within=1.5)
        admin.patch(f"/users/{suspended.user['id']}", {"status": "suspended"})
        eventually(lambda: two.ended, within=1.5)
        assert not other.ended
    problem(signed_out.get("/events"), 401)


def metric(admin, name):
    for line in admin.outside.get("/metrics").body.decode().splitlines():
        if line.startswith(name + " "):
            return float(line.split()[-1])
    return 0.0


def test_a_client_that_goes_away_frees_its_place(admin, member):
    before = metric(admin, "live_clients")
    for _ in range(40):  # more than one user may have at a time
        with Follower(member) as events:
            assert events.status == 200
        eventually(lambda: metric(admin, "live_clients") <= before + 8, within=5)
    eventually(lambda: metric(admin, "live_clients") <= before, within=5)


@pytest.fixture(scope="module")
def tight():
    """A system whose clients must be quick and few."""
    with Stack(EVENTS_MAX_CLIENTS_PER_USER="2", EVENTS_BUFFER="16", EVENTS_HEARTBEAT_SECONDS="0.5", GATEWAY_IDLE_TIMEOUT_SECONDS="2") as stack:
        yield stack


@pytest.fixture(scope="module")
def tight_admin(tight):
    return register(Api(tight.base), name="Tight")


def test_too_many_streams_of_one_user_are_refused(tight_admin):
    with Follower(tight_admin), Follower(tight_admin), Follower(tight_admin) as third:
        assert third.status == 429
        assert third.reply.getheader("Retry-After")
    eventually(lambda: metric(tight_admin, "live_clients") == 0)


def test_silence_is_broken_by_heartbeats_and_the_idle_timeout_spares_the_stream(tight_admin):
    with Follower(tight_admin) as events:
        eventually(lambda: events.comments >= 7, within=10)
        assert not events.ended
        playlist = new_playlist(tight_admin)
        events.wait_for(lambda event: event.data.get("id") == playlist)


# On a slow machine it takes minutes until the kernel's buffers are full.
@pytest.mark.timeout(900)
def test_a_client_that_takes_nothing_is_dropped_and_nobody_waits(tight, tight_admin):
    address = urlsplit(tight.base)
    stuck = socket.socket()
    stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stuck.connect((address.hostname, address.port))
    stuck.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {tight_admin.token}\r\n\r\n".encode())
    assert stuck.recv(12) == b"HTTP/1.1 200"
    name = "live_clients_ended_total{reason=\"slow\"}"

    def busy(_):
        for _ in range(150):
            new_playlist(tight_admin)

    with Follower(tight_admin) as quick, concurrent.futures.ThreadPoolExecutor(4) as pool:
        # The kernel holds a few hundred kilobytes for the one that does not read.
        while metric(tight_admin, name) == 0:
            list(pool.map(busy, range(4)))
            assert len(quick.named("playlist.added")) > 0 or not quick.ended
    stuck.close()


def test_a_stop_ends_every_stream_and_is_not_held_up(tight, tight_admin):
    with Follower(tight_admin) as events:
        started = time.monotonic()
        assert tight.stop() == 0, tight.tail()
        assert time.monotonic() - started < 8
        eventually(lambda: events.ended)
