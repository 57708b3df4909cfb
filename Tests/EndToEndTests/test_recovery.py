"""What happens when parts of the system die, hang or are started again."""
import os
import signal

import pytest

from api import Api, register, sign_in
from expect import eventually, problem
from library import FILM, Library
from stack import SERVICES, Stack

STORES = ["redis-server", "postgres"]
BACK_WITHIN = 20


class Patient:
    """A system of its own, with one user, one playlist and a scanned library."""

    def __init__(self, stack):
        self.stack = stack
        self.user = register(Api(stack.base), name="Patient")
        self.library = Library(self.user, stack.media)
        self.library.scan()
        # Its last change: what is compared later must have come to rest.
        self.film = eventually(lambda: (film := self.library.item(FILM)).get("thumbnailUrl") and film, 60)
        self.playlist = f"/playlists/{self.user.post('/playlists', {'name': 'Kept'}).json['id']}"
        assert self.user.post(self.playlist + "/items", {"mediaIds": [self.film["id"]]}).status == 201

    def answers(self):
        """Every service does its part."""
        self.user.base = self.stack.base
        try:
            replies = [self.user.get(path) for path in ("/users/me", "/media", self.playlist, f"/media/{self.film['id']}/stream")]
            replies.append(self.user.post(f"/libraries/{self.library.id}/scan"))
        except OSError:
            return False  # the gateway itself is on its way back
        assert all(reply.status < 500 or reply.status in (502, 503, 504) for reply in replies), [reply.body for reply in replies]
        return [reply.status for reply in replies] == [200, 200, 200, 200, 202]

    def has_lost_nothing(self):
        kept = self.user.get(self.playlist).json
        assert [entry["media"]["title"] for entry in kept["items"]] == [self.film["title"]]
        assert self.user.get(f"/media/{self.film['id']}").json == self.film


@pytest.fixture(scope="module")
def patient():
    with Stack() as stack:
        yield Patient(stack)


@pytest.mark.parametrize("name", SERVICES + STORES)
def test_what_is_killed_comes_back_and_nothing_is_lost(patient, name):
    killed = patient.stack.kill(name)
    eventually(lambda: any(pid != killed for pid in patient.stack.pids(name)), BACK_WITHIN)
    eventually(patient.answers, BACK_WITHIN)
    patient.has_lost_nothing()


@pytest.mark.parametrize("name", ["media", "playlists"])
def test_a_service_that_hangs_is_an_honest_error_and_the_others_go_on(patient, name):
    eventually(patient.answers, BACK_WITHIN)
    pid = patient.stack.kill(name, signal.SIGSTOP)
    try:
        # What nobody has asked for before: what has been is kept, and answered all the same.
        reply = patient.user.get({"media": "/media/trending?limit=7", "playlists": "/playlists/public?limit=7"}[name])
        assert reply.status in (503, 504)
        problem(reply, reply.status)
        assert patient.user.get("/users/me").status == 200
    finally:
        os.kill(pid, signal.SIGCONT)
    eventually(patient.answers, BACK_WITHIN)


def test_it_stops_cleanly_and_starts_again_with_all_it_had(patient):
    stack = patient.stack
    job = patient.library.scan()["id"]
    family = stack.pids()
    assert stack.stop() == 0, stack.tail()
    assert not [pid for pid in family if os.path.exists(f"/proc/{pid}")]
    stack.start()
    patient.user = sign_in(Api(stack.base), patient.user.email)
    patient.library.api = patient.user
    eventually(patient.answers, BACK_WITHIN)
    patient.has_lost_nothing()
    assert patient.user.get(f"/jobs/{job}").json["state"] == "completed"
