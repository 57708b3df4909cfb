"""A system of release processes, with the catalogue imported, and a caller of its API."""
import collections
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse

from places import BINARIES, CACHE, dataset

EMAIL, PASSWORD = "test@example.com", "testpassword123"
WRONG = re.compile(r"\b(warning|error|critical|fatal)\b", re.IGNORECASE)
SERVICES = ["gateway", "auth", "media", "playlists", "workers"]
# One user asks for more than people do. So much is never reached, but it is counted.
UNHURRIED = {f"RATE_LIMIT_{name}_PER_MINUTE": "1000000" for name in ("ANONYMOUS", "USER", "SIGN_IN")}


class System:
    """`with System() as system`: on a folder that is kept between runs, or on a passing one that catalogues `media`."""

    def __init__(self, data=None, media=None):
        self.data, self.media = pathlib.Path(data or CACHE / "system"), media
        self.complaints, self.programs, self.settings = [], BINARIES, {}

    @classmethod
    def passing(cls, media=None):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="medianest-bench-"))
        folder.chmod(0o755)  # Postgres runs under another account and must pass through
        system = cls(folder / "data", media)
        system.folder = folder
        return system

    def __enter__(self):
        self.data.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        media = ["--media", self.media] if self.media else []
        self.process = subprocess.Popen(
            [BINARIES / "medianest", "up", "--data", self.data, "--port", "0", "--bin-dir", self.programs, *media],
            env=UNHURRIED | os.environ | self.settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            errors="replace", start_new_session=True)
        threading.Thread(target=self._listen, daemon=True).start()
        for line in self.process.stdout:
            if ready := re.search(r"ready (http://\S+)", line):
                self.url = ready[1].rstrip("/")
                return
        raise RuntimeError("medianest up did not get ready:\n" + "".join(self.complaints[-40:]))

    def _listen(self):
        """Keeps what went wrong, to be told at the end."""
        for line in self.process.stderr:
            if WRONG.search(line) or "start" in line:
                self.complaints.append(line)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._tell_complaints()

    def _tell_complaints(self):
        """Each kind of complaint once, with how often it came: numbers and times do not make another kind."""
        wrong = [line.rstrip() for line in self.complaints if WRONG.search(line)]
        kinds = collections.Counter(re.sub(r"\d+", "0", line) for line in wrong)
        for kind, count in kinds.most_common(8):
            print(f"  medianest up said {count} times: {kind[:200]}", file=sys.stderr)

    @property
    def stack(self):
        return json.loads((self.data / "run/stack.json").read_text())

    @property
    def postgres(self):
        return self.stack["postgresURL"]

    def filled(self):
        """Imports the catalogue where it is not there yet, and signs its administrator in."""
        if not (self.data / "imported").exists():
            subprocess.run([BINARIES / "medianest", "import", dataset(), "--data", self.data], check=True, stdout=sys.stderr)
            (self.data / "imported").touch()
        return self.sign_in()

    def sign_in(self, email=EMAIL, password=PASSWORD):
        status, answer = self.ask("POST", "/auth/login", {"email": email, "password": password})
        assert status == 200, answer
        self.token = answer["token"]
        return self

    def ask(self, method, path, json_body=None, connection=None):
        """The status and the JSON of an answer."""
        connection = connection or self.connect()
        headers = {"Content-Type": "application/json"}
        if getattr(self, "token", None):
            headers["Authorization"] = f"Bearer {self.token}"
        connection.request(method, "/api/v1" + path, body=json.dumps(json_body) if json_body is not None else None, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if body else None

    def connect(self):
        address = urllib.parse.urlsplit(self.url)
        return http.client.HTTPConnection(address.hostname, address.port, timeout=60)

    def dataset_words(self):
        """The vocabulary that titles are made of."""
        return (dataset() / "words.txt").read_text().split()

    def walk(self, path, pages):
        """The cursors of so many pages, the first one's as None."""
        connection, cursors, cursor = self.connect(), [None], None
        while len(cursors) < pages:
            status, page = self.ask("GET", path + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""), connection=connection)
            assert status == 200, page
            if not page["hasMore"]:
                break
            cursor = page["nextCursor"]
            cursors.append(cursor)
        return cursors

    def cpu_seconds(self):
        """Of processor, that the system's processes and those they have waited for took so far."""
        parents, used = {}, {}
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                parents[int(entry.name)] = int(fields[1])
                used[int(entry.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        family, grown = {self.process.pid}, True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in family} - family
            grown, family = bool(more), family | more
        return sum(used.get(pid, 0) for pid in family)

    def pids(self):
        """Process ids of the five services, by name."""
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                name, parent = (entry / "comm").read_text().strip(), int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if name in SERVICES and parent == self.process.pid:
                found[name] = int(entry.name)
        return found
