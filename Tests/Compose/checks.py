"""What an operator relies on, looked at from outside of the containers."""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from xml.etree import ElementTree

from command import run
from load import Load
from posture import Posture
from rights import Rights

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/EndToEndTests"))

from api import PASSWORD, Api, new_email, register, sign_in  # noqa: E402
from expect import eventually  # noqa: E402
from library import SONG, Library  # noqa: E402

SERVICES = ["gateway", "auth", "media", "playlists", "workers"]
STORES = ["postgres", "redis", "cache"]
# A service that starts no other program; workers have ffmpeg and libvips, and the operator's command all of Foundation.
SMALL_MEGABYTES = 150
SCALED = {"media": 3, "workers": 2}


class Checks:
    def __init__(self, compose, folder, base, prometheus, step):
        self.compose, self.engine, self.folder = compose, compose.engine, folder
        self.base, self.prometheus, self.step = base, prometheus, step
        self.media, self.secrets = folder / "media", compose.repository / "secrets"
        self.summary, self.admin, self.library = [], None, None

    def run_all(self, with_build, with_tests):
        if with_build:
            self.build()
        self.weigh()
        self.make_secrets()
        self.start()
        self.step("containers can do no more than they must")
        Posture(self.compose, self.secrets).check(SERVICES, STORES)
        if with_tests:
            self.end_to_end()
        self.sign_in()
        self.scale()
        self.migrate_again()
        self.roll()
        self.step("each service reaches what is its own, and nothing else")
        Rights(self.compose, self.secrets).check()
        self.restart_redis()

    def build(self):
        self.step("building the images")
        began = time.monotonic()
        self.compose("build", timeout=None)
        self.summary.append(("building the images", f"{time.monotonic() - began:.0f} s"))

    def weigh(self):
        for name in [*SERVICES, "medianest"]:
            size = self.engine.megabytes(f"medianest/{name}:latest")
            self.summary.append((f"image medianest/{name}", f"{size:.1f} MB"))
            assert name in ("workers", "medianest") or size < SMALL_MEGABYTES, f"medianest/{name} has {size:.1f} MB"

    def make_secrets(self):
        self.step("making the secrets, once")
        self.compose("run", "--rm", "secrets")
        made = self.fingerprints()
        self.compose("run", "--rm", "secrets")
        assert self.fingerprints() == made, "the second run changed something"
        for path in self.secrets.iterdir():
            assert path.stat().st_mode & 0o077 == 0, f"{path.name} can be read by others"
        print(f"{len(made)} files, each for one reader; a second run changed nothing")

    def fingerprints(self):
        return {path.name: (path.stat().st_uid, hashlib.sha256(path.read_bytes()).hexdigest()) for path in self.secrets.iterdir()}

    def start(self):
        self.step("starting everything")
        subprocess.run([REPOSITORY / "scripts/sample-library", self.media], check=True)
        began = time.monotonic()
        self.compose("up", "--detach")
        self.compose.wait_until_healthy([*SERVICES, *STORES])
        self.summary.append(("from `up` to every container healthy", f"{time.monotonic() - began:.0f} s"))

    def end_to_end(self):
        self.step("the end-to-end tests against it")
        began = time.monotonic()
        told = os.environ | {"MEDIANEST_E2E_BASE": self.base, "MEDIANEST_E2E_MEDIA": str(self.media), "MEDIANEST_E2E_SHOWN": "/media"}
        report = self.folder / "report"
        # What has to be told apart at the end is written down; the rest is for whoever watches.
        command = [REPOSITORY / ".venv/bin/pytest", "-q", "--no-header", "-r", "fE", "--junit-xml", report, "Tests/EndToEndTests"]
        run(command, cwd=REPOSITORY, env=told, timeout=1200)
        suite = ElementTree.parse(report).getroot().find("testsuite").attrib
        passed = int(suite["tests"]) - int(suite["skipped"])
        assert passed > 100, suite
        self.summary.append(("end-to-end tests", f"{passed} passed in {time.monotonic() - began:.0f} s; {suite['skipped']} need a system of their own"))

    def sign_in(self):
        """By the operator's container, so it is an administrator whoever registered first."""
        email = new_email("operator")
        self.compose(
            "run", "--rm", "-T", "medianest", "user", "add", email, "--admin", input=f"{PASSWORD}\n", text=True, stdout=subprocess.DEVNULL)
        self.admin = sign_in(Api(self.base), email)
        assert self.admin.user["role"] == "admin", self.admin.user
        self.library = Library(self.admin, self.media, "/media")

    def scale(self):
        self.step("three of media, two of workers, with no other change")
        before = {service: [one["Id"] for one in self.compose.containers(service)] for service in SERVICES}
        scales = [word for service, count in SCALED.items() for word in ("--scale", f"{service}={count}")]
        self.compose("--profile", "monitoring", "up", "--detach", *scales)
        self.compose.wait_until_healthy(SERVICES)
        for service in SERVICES:
            now = [one["Id"] for one in self.compose.containers(service)]
            assert set(before[service]) <= set(now) and len(now) == SCALED.get(service, 1), f"{service}: {before[service]} became {now}"
        self.wait_for_targets()
        shares = {"media": "bus_handled_total", "workers": 'sum by (instance) (jobs_attempts_total)'}
        began = {service: self.ask_prometheus(query, service) for service, query in shares.items()}
        for _ in range(90):
            self.library.add(SONG, folder="Scaled")
        with Load(self.base, self.admin.token, [("GET", "/api/v1/media?limit=5", None)]) as load:
            self.library.scan()
            self.library.rest()
            eventually(lambda: load.total > 3000, 120)
        assert not load.failures, load.failures[:3]

        def shared(service):
            moved = {one: value - began[service].get(one, 0) for one, value in self.ask_prometheus(shares[service], service).items()}
            return moved if len(moved) == SCALED[service] and min(moved.values()) > 0 else None
        for service in shares:
            moved = eventually(lambda service=service: shared(service), 60)
            self.summary.append((f"work of {service} by replica", ", ".join(f"{value:.0f}" for value in moved.values())))

    def wait_for_targets(self):
        """Prometheus has found every replica by its service's name."""
        wanted = {service: SCALED.get(service, 1) for service in SERVICES}

        def found():
            counts = {}
            for one in self.query("up"):
                counts[one["metric"]["job"]] = counts.get(one["metric"]["job"], 0) + int(one["value"][1])
            return {service: counts.get(service, 0) for service in SERVICES} == wanted
        eventually(found, 120)
        rules = self.prometheus_api("rules")["groups"]
        self.summary.append(("targets that Prometheus found", str(sum(wanted.values()))))
        self.summary.append(("alert rules that it loaded", str(sum(len(group["rules"]) for group in rules))))

    def ask_prometheus(self, query, job):
        asked = query.replace("_total", f'_total{{job="{job}"}}')
        return {one["metric"]["instance"]: float(one["value"][1]) for one in self.query(asked)}

    def query(self, text):
        return self.prometheus_api("query?" + urllib.parse.urlencode({"query": text}))["result"]

    def prometheus_api(self, path):
        try:
            with urllib.request.urlopen(f"{self.prometheus}/api/v1/{path}", timeout=10) as answer:
                return json.load(answer)["data"]
        except ConnectionError:
            return {"result": [], "groups": []}

    def migrate_again(self):
        self.step("migrations beside a running system, three at once")
        command = [*self.compose.command, "run", "--rm", "migrate"]
        runs = [
            subprocess.Popen(
                command, cwd=self.compose.repository, env=self.compose.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for _ in range(3)]
        for one in runs:
            told = one.communicate(timeout=120)[0]
            assert one.returncode == 0 and "prepared:" in told, told
        assert self.admin.get("/users/me", headers={"Cache-Control": "no-cache"}).status == 200

    def roll(self):
        self.step("replacing the replicas of each service under load")
        asks = [
            ("GET", "/api/v1/media?limit=5", None), ("POST", "/api/v1/playlists", {"name": "Rolled"}), ("GET", "/api/v1/users/me", None),
            ("GET", "/api/v1/media/search?q=harb", None), ("GET", "/api/v1/queues", None), ("GET", "/api/v1/playlists?limit=5", None)]
        for service in ("media", "playlists", "auth", "workers"):
            before = {one["Id"] for one in self.compose.containers(service)}
            began = time.monotonic()
            with Load(self.base, self.admin.token, asks) as load:
                eventually(lambda: load.total > 100, 60)
                run(
                    [self.compose.repository / "scripts/roll", service], cwd=self.compose.repository, env=self.compose.environment,
                    timeout=300, stdout=subprocess.DEVNULL)
                seen = load.total
                eventually(lambda: load.total > seen + 100, 60)
            after = {one["Id"] for one in self.compose.containers(service)}
            assert len(after) == len(before) and not after & before, f"{service}: {before} became {after}"
            told = f"{len(after)} in {time.monotonic() - began:.0f} s, {load.total} requests, {len(load.failures)} errors, slowest {load.slowest:.2f} s"
            print(f"{service}: {told}")
            self.summary.append((f"replacing {service} under load", told))
            assert not load.failures, load.failures[:5]

    def restart_redis(self):
        self.step("Redis comes back with what it knew")
        rights = Rights(self.compose, self.secrets)
        ask = ("ZCARD", "mn:{jobs}:completed:library-scan")
        before = rights.redis("operator", *ask)
        assert int(before) > 0, before
        time.sleep(1.5)  # Its file is synced every second.
        self.compose("restart", "--timeout", "30", "redis", stderr=subprocess.DEVNULL)
        self.compose.wait_until_healthy(["redis"])
        after = rights.redis("operator", *ask)
        assert after == before, (before, after)
        eventually(lambda: self.admin.get("/media?limit=3", headers={"Cache-Control": "no-cache"}).status == 200, 60)
        assert register(self.admin).user
