"""A crowd of clients that read and write without pause, count what they did, and keep every answer's status and time.

Each has an account and a connection of its own that stays open. Reads are such that no cache answers them: `no-cache`, odd limits,
cursors. What a client wrote it knows, and `Crowd.judge` compares that with what the system holds in the end.
"""
import collections
import concurrent.futures
import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from api import PASSWORD, Api, new_email, sign_in
from expect import eventually
from library import PHOTO

PATIENCE = 30
UNCACHED = {"Cache-Control": "no-cache"}
WORDS = ["harbour", "tide", "water", "dawn"]


@dataclass(frozen=True)
class Answer:
    what: str
    began: float
    took: float
    status: int
    told: str


class Client:
    """One user. `steps` are what it does, each as often as its weight says."""

    def __init__(self, bases, number, media, photo):
        """`bases`: gateways, each used until it closes the connection."""
        self.bases, self.base = bases, bases[number % len(bases)]
        # Whether what is refused with 503 is asked again, a POST under the same `Idempotency-Key`, until it is done.
        self.persists = False
        self.media, self.photo = media, photo
        self.random = random.Random(number)
        self.answers, self.connection = [], None
        api = Api(self.base)
        email = new_email("crowd")
        made = api.post("/auth/register", {"email": email, "password": PASSWORD, "name": f"Crowd {number}"})
        assert made.status == 201, made.body
        self.user = sign_in(api, email)
        self.email, self.refresh_token = email, self.user.login["refreshToken"]
        self.logins, self.refused_logins, self.token = 1, 0, self.user.token
        self.playlists = {}  # id -> (name, [item ids])
        self.registered = []
        steps = {
            self.read_media: 8, self.search: 4, self.read_item: 3, self.read_playlists: 4, self.read_playlist: 4, self.read_self: 3,
            self.read_sessions: 2, self.read_thumbnail: 3, self.read_bytes: 2, self.read_notices: 3, self.read_preferences: 3,
            self.make_playlist: 2, self.add_items: 5, self.rename: 3, self.move: 2, self.remove: 2, self.delete_playlist: 1,
            self.log_in: 1, self.refresh: 3, self.register: 1, self.play: 3, self.prefer: 3, self.mark_read: 2, self.rename_self: 1,
        }
        self.steps, self.weights = list(steps), list(steps.values())

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def step(self):
        self.random.choices(self.steps, self.weights)[0]()

    def ask(self, what, method, path, body=None, headers=None, expect=(200,), raw=None):
        """The decoded answer, or nothing where it was not what was expected."""
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is not None:
            raw, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        elif method == "POST" and raw is None:
            raw = b""
        if self.persists and method == "POST":
            sent["Idempotency-Key"] = uuid.uuid4().hex
        end, is_repeated = time.monotonic() + PATIENCE, False
        while True:
            # What was refused may have been done all the same, and then it is there no more.
            wanted = (*expect, 404) if is_repeated and method == "DELETE" else expect
            status, content = self.once(what, method, path, raw, sent, wanted)
            if status in wanted:
                return json.loads(content) if content[:1] in (b"{", b"[") else content
            # 409: what was sent first still runs.
            if not self.persists or status not in (503, 409) or time.monotonic() > end:
                return None
            is_repeated = True
            time.sleep(0.05)

    def once(self, what, method, path, raw, headers, wanted):
        began = time.monotonic()
        try:
            if self.connection is None:
                address = urlsplit(self.base)
                self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
            self.connection.request(method, "/api/v1" + path, body=raw, headers=headers)
            reply = self.connection.getresponse()
            status, content, closes = reply.status, reply.read(), reply.will_close
        except (OSError, http.client.HTTPException) as error:
            status, content, closes = 0, repr(error).encode(), True
        told = "" if status in wanted else content[:300].decode(errors="replace") or "nothing"
        self.answers.append(Answer(what, began, time.monotonic() - began, status, told))
        if closes:
            self.close()
            self.base = self.bases[(self.bases.index(self.base) + 1) % len(self.bases)]
        return status, content

    # Reads

    def read_media(self):
        page = self.ask("list media", "GET", f"/media?limit={self.random.randint(1, 40)}", headers=UNCACHED)
        if page and page["hasMore"]:
            self.ask("list media", "GET", f"/media?limit={self.random.randint(1, 40)}&cursor={page['nextCursor']}", headers=UNCACHED)

    def search(self):
        self.ask("search", "GET", f"/media/search?q={self.random.choice(WORDS)}&limit={self.random.randint(1, 50)}", headers=UNCACHED)

    def read_item(self):
        self.ask("one item", "GET", f"/media/{self.random.choice(self.media)}", headers=UNCACHED)

    def read_playlists(self):
        self.ask("list playlists", "GET", f"/playlists?limit={self.random.randint(1, 100)}", headers=UNCACHED)

    def read_playlist(self):
        if self.playlists:
            path = f"/playlists/{self.random.choice(list(self.playlists))}/items?limit={self.random.randint(1, 60)}"
            self.ask("items", "GET", path, headers=UNCACHED)

    def read_self(self):
        self.ask("oneself", "GET", "/users/me", headers=UNCACHED)

    def read_sessions(self):
        self.ask("sessions", "GET", "/users/me/sessions")

    def read_thumbnail(self):
        self.ask("thumbnail", "GET", f"/media/{self.random.choice(self.media)}/thumbnail", headers=UNCACHED, expect=(200, 202, 404))

    def read_bytes(self):
        headers = {"Range": "bytes=0-1023", **UNCACHED}
        self.ask("bytes", "GET", f"/media/{self.random.choice(self.media)}/stream", headers=headers, expect=(200, 206))

    def read_notices(self):
        self.ask("notifications", "GET", f"/notifications?limit={self.random.randint(1, 60)}")

    def read_preferences(self):
        self.ask("preferences", "GET", "/users/me/notification-preferences")

    # Writes

    def make_playlist(self):
        name = uuid.uuid4().hex
        made = self.ask("make playlist", "POST", "/playlists", {"name": name}, expect=(201,))
        if made:
            self.playlists[made["id"]] = [name, []]

    def _playlist(self):
        if not self.playlists:
            self.make_playlist()
        return self.random.choice(list(self.playlists.items())) if self.playlists else (None, None)

    def add_items(self):
        playlist, kept = self._playlist()
        if playlist and len(kept[1]) < 60:
            media = self.random.sample(self.media, 2)
            made = self.ask("add items", "POST", f"/playlists/{playlist}/items", {"mediaIds": media}, expect=(201,))
            if made:
                kept[1] += [item["id"] for item in made["items"]]

    def rename(self):
        playlist, kept = self._playlist()
        if playlist:
            name = uuid.uuid4().hex
            if self.ask("rename", "PATCH", f"/playlists/{playlist}", {"name": name}):
                kept[0] = name

    def move(self):
        playlist, kept = self._playlist()
        if playlist and len(kept[1]) > 1:
            item, place = self.random.choice(kept[1]), self.random.randrange(len(kept[1]))
            if self.ask("move", "PATCH", f"/playlists/{playlist}/items/{item}", {"position": place}, expect=(200, 204)) is not None:
                kept[1].remove(item)
                kept[1].insert(place, item)

    def remove(self):
        playlist, kept = self._playlist()
        if playlist and kept[1]:
            item = self.random.choice(kept[1])
            if self.ask("remove", "DELETE", f"/playlists/{playlist}/items/{item}", expect=(204,)) is not None:
                kept[1].remove(item)

    def delete_playlist(self):
        if len(self.playlists) > 3:
            playlist, _ = self._playlist()
            if self.ask("delete playlist", "DELETE", f"/playlists/{playlist}", expect=(204,)) is not None:
                del self.playlists[playlist]

    def log_in(self):
        before = len(self.answers)
        if self.ask("log in", "POST", "/auth/login", {"email": self.email, "password": PASSWORD}):
            self.logins += 1
        self.refused_logins += sum(answer.told != "" for answer in self.answers[before:])

    def refresh(self):
        pair = self.ask("refresh", "POST", "/auth/refresh", {"refreshToken": self.refresh_token})
        if pair:
            self.refresh_token, self.token = pair["refreshToken"], pair["token"]

    def register(self):
        email = new_email("more")
        if self.ask("register", "POST", "/auth/register", {"email": email, "password": PASSWORD, "name": "More"}, expect=(201,)):
            self.registered.append(email)

    def rename_self(self):
        self.ask("rename oneself", "PATCH", "/users/me", {"name": f"Crowd {uuid.uuid4().hex[:8]}"})

    def play(self):
        self.ask("play", "POST", f"/media/{self.random.choice(self.media)}/plays", expect=(202,))

    def prefer(self):
        chosen = {"type": "scan-finished", "inbox": True, "push": self.random.random() < 0.5, "email": True}
        self.ask("prefer", "PUT", "/users/me/notification-preferences", {"items": [chosen]})

    def mark_read(self):
        self.ask("mark read", "POST", "/notifications/read-all", expect=(200, 204))

    def judge(self):
        """What is there in the end is what was answered, once."""
        caller = Api(self.base, self.token)
        shown = {one["id"]: one["name"] for page in caller.walk("/playlists", limit=100) for one in page["items"]}
        assert shown == {playlist: name for playlist, (name, _) in self.playlists.items()}, "playlists"
        for playlist, (_, items) in self.playlists.items():
            assert [item["id"] for page in caller.walk(f"/playlists/{playlist}/items", limit=100) for item in page["items"]] == items
        # A login is not repeated under a key: one that was refused may have opened a session that nobody knows.
        assert self.logins <= len(caller.get("/users/me/sessions").items) <= self.logins + self.refused_logins, "sessions"


class Uploader(Client):
    """The administrator, who also sends files and asks for scans."""

    def __init__(self, bases, admin, library, media, photo):
        super().__init__(bases, 0, media, photo)
        self.admin, self.library, self.uploads = admin, library, []
        # Uploads are the administrator's; the rest of what it does is its own account's.
        self.steps = [self.upload, self.scan, self.read_job, self.read_queues, self.read_playlists]
        self.weights = [4, 2, 4, 3, 2]
        self.token, self.refresh_token, self.job = admin.token, None, None
        self.before = self.uploaded()

    def uploaded(self):
        return {item["id"] for page in self.admin.walk("/media", limit=100, source="upload") for item in page["items"]}

    def upload(self):
        content = self.photo + uuid.uuid4().bytes
        name = f"{uuid.uuid4().hex}.jpg"
        made = self.ask(
            "upload", "POST", f"/media?filename={name}", raw=content, headers={"Content-Type": "application/octet-stream"}, expect=(201,))
        if made:
            self.uploads.append(made["id"])

    def scan(self):
        started = self.ask("scan", "POST", f"/libraries/{self.library.id}/scan", expect=(202,))
        if started:
            self.job = started["jobId"]

    def read_job(self):
        if self.job:
            # One that was asked for at the moment in which Redis came back shows when the outbox has brought it.
            self.ask("job", "GET", f"/jobs/{self.job}", expect=(200, 404) if self.persists else (200,))

    def read_queues(self):
        self.ask("queues", "GET", "/queues")

    def judge(self):
        assert self.job is None or eventually(lambda: self.admin.get(f"/jobs/{self.job}").status == 200)
        assert self.uploaded() - self.before == set(self.uploads) and len(set(self.uploads)) == len(self.uploads), "uploads"


def gathered(bases, admin, library, count):
    """So many clients, and one who sends files."""
    media = [item["id"] for item in library.all_items()]
    photo = (library.folder / PHOTO).read_bytes()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(lambda number: Client(bases, number + 1, media, photo), range(count)))
    return [*clients, Uploader(bases, admin, library, media, photo)]


class Crowd:
    """Use as `with Crowd(gathered(…)) as crowd:`; the clients stop at its end. They may gather again, with all that they did before."""

    def __init__(self, clients, persists=False):
        self.clients, self.stops, self.errors = clients, threading.Event(), []
        for client in clients:
            client.answers, client.persists = [], persists
        self.threads = [threading.Thread(target=self._work, args=(client,), daemon=True) for client in self.clients]

    def _work(self, client):
        try:
            while not self.stops.is_set():
                client.step()
        except BaseException as error:
            self.errors.append(error)
            raise

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.stops.set()
        for thread in self.threads:
            thread.join(2 * PATIENCE)
        for client in self.clients:
            client.close()
        assert not self.errors, self.errors

    def wait_for(self, count):
        """Until so many more requests were answered."""
        enough = len(self.answers) + count
        eventually(lambda: len(self.answers) >= enough, PATIENCE)

    @property
    def answers(self):
        return [answer for client in self.clients for answer in list(client.answers)]

    @property
    def failures(self):
        """Broken, refused or not what was asked for."""
        return [answer for answer in self.answers if answer.told]

    def slowest(self, count=5):
        return sorted(self.answers, key=lambda answer: -answer.took)[:count]

    def report(self):
        """Counts and percentiles of each kind of request, in milliseconds."""
        kinds = collections.defaultdict(list)
        for answer in self.answers:
            kinds[answer.what].append(1000 * answer.took)
            kinds["all"].append(1000 * answer.took)
        lines = [f"{'what':16} {'count':>7} {'p50':>7} {'p99':>7} {'p99.9':>7} {'max':>7}"]
        for what, times in sorted(kinds.items()):
            times.sort()
            figures = (times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.99, 0.999, 1))
            lines.append(f"{what:16} {len(times):7} " + " ".join(f"{figure:7.0f}" for figure in figures))
        return "\n".join(lines)

    def judge(self):
        for client in self.clients:
            client.judge()
