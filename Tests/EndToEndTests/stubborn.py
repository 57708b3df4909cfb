"""The crowd's clients, made stubborn: whatever is refused or breaks is asked again at the next gateway, a POST under the same
`Idempotency-Key`, until it is done. So each knows to the last item what must be there, once, when the storm is over."""
import collections
import http.client
import json
import time
import uuid
import zlib
from urllib.parse import urlsplit

from api import Api
from crowd import PATIENCE, Answer, Client, Uploader
from expect import eventually

# The longest that all faults together may keep a client from its answer.
STUBBORN_SECONDS = 90
# 0 is a broken connection.
AGAIN = {0, 409, 429, 500, 502, 503, 504, 507}


class Stubborn(Client):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.plays, self.unsure, self.stale = collections.Counter(), [], []
        self.position = None
        # Those have no key, so a lost answer may not be asked for again.
        for step in (self.log_in, self.refresh):
            place = self.steps.index(step)
            del self.steps[place], self.weights[place]
        self.steps += [self.read_own]
        self.weights += [6]

    def ask(self, what, method, path, body=None, headers=None, expect=(200,), raw=None):
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is not None:
            raw, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        elif method == "POST" and raw is None:
            raw = b""
        if method == "POST":
            sent["Idempotency-Key"] = uuid.uuid4().hex
        end, is_repeated = time.monotonic() + STUBBORN_SECONDS, False
        while True:
            # What was refused may have been done all the same, and then it is there no more.
            wanted = (*expect, 404) if is_repeated and method == "DELETE" else expect
            status, content = self.once(what, method, path, raw, sent, wanted)
            if status in wanted:
                return json.loads(content) if content[:1] in (b"{", b"[") else content
            if status not in AGAIN or time.monotonic() > end:
                self.unsure.append((what, path, status, content[:200]))
                return None
            is_repeated = True
            self._next_gateway()
            time.sleep(0.05 + 0.1 * self.random.random())

    def _next_gateway(self):
        self.close()
        self.base = self.bases[(self.bases.index(self.base) + 1) % len(self.bases)]

    def play(self):
        media = self.random.choice(self.media)
        if self.ask("play", "POST", f"/media/{media}/plays", expect=(202,)) is not None:
            self.plays[media] += 1

    def read_own(self):
        """What this client wrote, at either gateway, with the position that proves it."""
        playlist, kept = self._playlist()
        if not playlist:
            return
        if self.random.random() < 0.5:
            self._next_gateway()
        headers = {"MN-Position": self.position} if self.position else {"Cache-Control": "no-cache"}
        name = kept[0]
        read = self.ask("read own", "GET", f"/playlists/{playlist}", headers=headers)
        if read and (read["name"], read["itemCount"]) != (name, len(kept[1])) and not self.unsure:
            self.stale.append((playlist, headers, self.base, name, len(kept[1]), read["name"], read["itemCount"]))

    def once(self, what, method, path, raw, headers, wanted):
        began = time.monotonic()
        try:
            if self.connection is None:
                address = urlsplit(self.base)
                self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
            self.connection.request(method, "/api/v1" + path, body=raw, headers=headers)
            reply = self.connection.getresponse()
            status, content, closes = reply.status, reply.read(), reply.will_close
            self.position = reply.headers["MN-Position"] or self.position
        except (OSError, http.client.HTTPException) as error:
            status, content, closes = 0, repr(error).encode(), True
        told = "" if status in wanted else content[:300].decode(errors="replace") or "nothing"
        self.answers.append(Answer(what, began, time.monotonic() - began, status, told))
        if closes:
            self.close()
        return status, content

    def judged(self):
        """What is not as it was answered; nothing, if all is well."""
        wrong = [f"a read behind its write was older: {one}" for one in self.stale] + [f"never done: {one}" for one in self.unsure]
        for base in self.bases:
            for headers in ({}, {"Cache-Control": "no-cache"}):
                wrong += self._judged_at(Api(base, self.token), headers)
        return wrong

    def _judged_at(self, api, headers):
        def walk(path):
            return [one for page in self._pages(api, path, headers) for one in page["items"]]
        shown = [(one["id"], one["name"]) for one in walk("/playlists")]
        known = {playlist: name for playlist, (name, _) in self.playlists.items()}
        where = f"at {api.base} {headers}"
        if len(shown) != len(dict(shown)):
            yield f"a playlist is listed twice {where}"
        for playlist in known.keys() - dict(shown).keys():
            yield f"lost: playlist {playlist} {where}"
        for playlist in dict(shown).keys() - known.keys():
            yield f"doubled or never asked for: playlist {playlist} {where}"
        for playlist in known.keys() & dict(shown).keys():
            if dict(shown)[playlist] != known[playlist]:
                yield f"playlist {playlist} is called {dict(shown)[playlist]}, not {known[playlist]} {where}"
            items = [item["id"] for item in walk(f"/playlists/{playlist}/items")]
            if items != self.playlists[playlist][1]:
                yield f"playlist {playlist} has the items {items}, not {self.playlists[playlist][1]} {where}"

    @staticmethod
    def _pages(api, path, headers):
        query = {"limit": 100}
        while True:
            page = api.get(path, headers=headers, **query)
            assert page.status == 200, (path, page.status, page.body)
            yield page.json
            if not page.json["hasMore"]:
                return
            query["cursor"] = page.json["nextCursor"]


class StubbornUploader(Stubborn, Uploader):
    """The administrator: sends files, gives titles, asks for scans."""

    def __init__(self, bases, admin, library, media, photo):
        Uploader.__init__(self, bases, admin, library, media, photo)
        self.plays, self.unsure, self.position = collections.Counter(), [], None
        self.titles, self.scans, self.sums = {}, set(), {}
        self.next_upload = 0
        self.steps = [self.upload, self.scan, self.read_job, self.entitle, self.read_item, self.read_bytes]
        self.weights = [4, 1, 2, 4, 3, 1]

    def upload(self):
        """Twice a second at most: pictures are made of each, and two cores have other things to do."""
        if time.monotonic() < self.next_upload:
            return
        self.next_upload = time.monotonic() + 0.5
        content = self.photo + uuid.uuid4().bytes
        made = self.ask("upload", "POST", f"/media?filename={uuid.uuid4().hex}.jpg", raw=content,
                        headers={"Content-Type": "application/octet-stream"}, expect=(201,))
        if made:
            self.uploads.append(made["id"])
            self.sums[made["id"]] = (len(content), zlib.crc32(content))

    def entitle(self):
        media, title = self.random.choice(self.media), f"titled {uuid.uuid4().hex}"
        if self.ask("entitle", "PATCH", f"/media/{media}", {"title": title}):
            self.titles[media] = title

    def scan(self):
        started = self.ask("scan", "POST", f"/libraries/{self.library.id}/scan", expect=(202,))
        if started:
            self.job = started["jobId"]
            self.scans.add(self.job)

    def read_job(self):
        if self.job:
            # One that was asked for a moment ago shows when the outbox has brought it.
            self.ask("job", "GET", f"/jobs/{self.job}", expect=(200, 404))

    def judged(self):
        wrong = [f"never done: {one}" for one in self.unsure]
        for job in self.scans:
            try:
                eventually(lambda job=job: self.admin.get(f"/jobs/{job}").json.get("state") in ("completed", "failed"), 60)
            except AssertionError:
                wrong.append(f"the scan {job} was asked for and never ended")
        shown = self.uploaded() - self.before
        wrong += [f"lost: upload {one}" for one in set(self.uploads) - shown]
        wrong += [f"doubled or never asked for: upload {one}" for one in shown - set(self.uploads)]
        for base in self.bases:
            api = Api(base, self.admin.token)
            for media, title in self.titles.items():
                for headers in ({}, {"Cache-Control": "no-cache"}):
                    told = api.get(f"/media/{media}", headers=headers).json.get("title")
                    if told != title:
                        wrong.append(f"{media} is called {told}, not {title} at {base} {headers}")
        for media, (size, check) in self.sums.items():
            content = self.admin.get(f"/media/{media}/stream").body
            if (len(content), zlib.crc32(content)) != (size, check):
                wrong.append(f"upload {media} gives back other bytes: {len(content)} of {size}")
        return wrong


def gathered(bases, admin, library, count):
    media = [item["id"] for item in library.all_items()]
    photo = next(path for path in sorted(library.folder.glob("Photos/*.jpg"))).read_bytes()
    clients = [Stubborn(bases, number + 1, media, photo) for number in range(count)]
    return [*clients, StubbornUploader(bases, admin, library, media, photo)]
