"""The Docker engine: the one that answers, or else one of our own that ends with the test."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

START_SECONDS = 60
STOP_SECONDS = 60


class Engine:
    """`command` is the client; `environment` is what every client needs to find the engine."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.process, self.run = None, None
        # Debian's own client knows BuildKit by itself; others need its plugin, and some are installed without.
        self.command = "/usr/bin/docker" if os.access("/usr/bin/docker", os.X_OK) else "docker"
        self.environment = os.environ | {"DOCKER_BUILDKIT": "1", "COMPOSE_DOCKER_CLI_BUILD": "1"}
        # docker-compose 1.29 finds its client by name.
        self.environment["PATH"] = os.path.dirname(shutil.which(self.command)) + ":" + os.environ["PATH"]

    def __enter__(self):
        if self.answers():
            print("an engine answers already: " + self.version())
            return self
        if os.geteuid() != 0:
            raise SystemExit("compose-test: no Docker engine answers, and only root can start one")
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        print("started an engine: " + self.version())
        return self

    def __exit__(self, *_):
        self.stop()

    def answers(self):
        return subprocess.run([self.command, "version"], env=self.environment, capture_output=True).returncode == 0

    def version(self):
        return self.output("version", "--format", "{{.Server.Version}}").strip()

    def start(self):
        # A socket's path has to be short, and what an engine keeps while it runs has to go with it.
        self.run = pathlib.Path(tempfile.mkdtemp(prefix="medianest-engine-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        address = f"unix://{self.run}/docker.sock"
        self.environment["DOCKER_HOST"] = address
        command = [
            "dockerd", "--data-root", self.folder / "data", "--exec-root", self.run / "exec", "--pidfile", self.run / "pid",
            "--host", address, "--storage-driver", "overlay2"]
        with open(self.folder / "dockerd.log", "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"compose-test: dockerd did not start; {self.folder}/dockerd.log says why")
            time.sleep(0.2)

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        shutil.rmtree(self.run, ignore_errors=True)

    def docker(self, *arguments, **options):
        """Runs the client and raises when it fails."""
        return subprocess.run([self.command, *map(str, arguments)], env=self.environment, check=True, **options)

    def output(self, *arguments, **options):
        return self.docker(*arguments, stdout=subprocess.PIPE, text=True, **options).stdout

    def has(self, image):
        known = subprocess.run([self.command, "image", "inspect", image], env=self.environment, capture_output=True)
        return known.returncode == 0

    def megabytes(self, image):
        return int(self.output("image", "inspect", "--format", "{{.Size}}", image)) / 1e6
