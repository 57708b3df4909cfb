"""More replicas beside a running `medianest up`: the same programs in the same surroundings, on ports of their own."""
import os
import signal
import socket
import subprocess
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Replica:
    def __init__(self, pid, **changes):
        with open(f"/proc/{pid}/environ", "rb") as file:
            pairs = [entry.split("=", 1) for entry in file.read().decode().split("\0") if "=" in entry]
        self.internal = free_port()
        own = dict(pairs) | {"INTERNAL_PORT": str(self.internal)} | changes
        own.pop("INSTANCE_ID", None)
        if "GATEWAY_PORT" in own:
            own["GATEWAY_PORT"] = changes.get("GATEWAY_PORT") or str(free_port())
            self.base = f"http://127.0.0.1:{own['GATEWAY_PORT']}"
        self.process = subprocess.Popen(
            [os.readlink(f"/proc/{pid}/exe")], env=own, cwd=os.readlink(f"/proc/{pid}/cwd"), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        end = time.monotonic() + 30
        while not self._is_ready():
            assert time.monotonic() < end and self.process.poll() is None, "a second replica did not get ready"
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def _is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.internal}/health/ready", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False
