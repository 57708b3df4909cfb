"""The whole system as an operator starts it: `medianest up` with its own Redis, Postgres and five services."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading

import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("MEDIANEST_BIN_DIR", REPOSITORY / ".build/debug"))
SERVICES = ["gateway", "auth", "media", "playlists", "workers"]
START_SECONDS = 60
STOP_SECONDS = 30
READY = re.compile(r"\bready (http://\S+)")
# The tests come from one address, and faster than people do. So much is never reached, but it is counted.
UNHURRIED = {f"RATE_LIMIT_{name}_PER_MINUTE": "1000000" for name in ("ANONYMOUS", "USER", "SIGN_IN")}


class Stack:
    """Lives in a temporary folder: `media` is what it catalogues, `data` what it writes."""

    def __init__(self, replicas=None, **settings):
        """`replicas`: how many processes of a service, where it is not one."""
        if "MEDIANEST_E2E_BASE" in os.environ:
            pytest.skip("needs a system of its own")
        self.settings = UNHURRIED | settings
        self.replicas = [text for name, count in (replicas or {}).items() for text in (f"--{name}-replicas", str(count))]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="medianest-e2e-"))
        self.folder.chmod(0o755)  # Postgres runs under another account and must pass through
        self.media, self.data = self.folder / "media", self.folder / "data"
        self.lines, self.process, self.base = [], None, None
        self.programs = BINARIES
        subprocess.run([REPOSITORY / "scripts/sample-library", self.media], check=True)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder)

    def start(self):
        command = [BINARIES / "medianest", "up", "--data", self.data, "--port", "0", "--media", self.media, "--bin-dir", self.programs, *self.replicas]
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=os.environ | self.settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True)
        answered = threading.Event()
        self.base = None
        threading.Thread(target=self._read, args=(self.process, answered), daemon=True).start()
        if not answered.wait(START_SECONDS) or self.base is None:
            self.stop()
            raise AssertionError("medianest up did not get ready:\n" + self.tail())

    def _read(self, process, answered):
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line)
                if self.base is None and (ready := READY.search(line)):
                    self.base = ready[1].rstrip("/")
                    answered.set()
        answered.set()

    def stop(self, number=signal.SIGINT):
        """Asks it to end and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in self.pids():
                os.kill(pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"medianest up did not stop within {STOP_SECONDS} s:\n{self.tail()}") from None

    def shown(self, path):
        """A path as the services know it."""
        return os.path.realpath(path)

    def tail(self, count=80, since=0):
        return "".join(self.lines[since:][-count:])

    def pids(self, name=None):
        """The processes below it, oldest first; those of that name, where one is given."""
        processes = [*running()]
        family = {self.process.pid}
        for pid, parent, _ in processes:
            if parent in family:
                family.add(pid)
        return [pid for pid, _, command in processes if pid in family - {self.process.pid} and name in (None, command)]

    def kill(self, name, number=signal.SIGKILL):
        """Sends a signal to the first process of that name; for Postgres that is the one that the others came from."""
        pid = self.pids(name)[0]
        os.kill(pid, number)
        return pid


def running():
    """(pid, parent, name) of every process, by age."""
    for pid in sorted(int(entry) for entry in os.listdir("/proc") if entry.isdigit()):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
                before, after = stat.read().rsplit(")", 1)
        except OSError:
            continue  # gone meanwhile
        yield pid, int(after.split()[1]), before.split("(", 1)[1]
