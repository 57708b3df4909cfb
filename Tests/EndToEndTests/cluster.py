"""A Redis Cluster on loopback: three masters and a replica of each."""
import contextlib
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from expect import eventually

NODES = 6


def free_port():
    """A node binds a second port, 10 000 above its own."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            if (port := probe.getsockname()[1]) <= 55_535:
                return port


class Cluster:
    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="medianest-cluster-"))
        self.nodes, ports = {}, set()
        while len(ports) < NODES:
            ports.add(free_port())
        try:
            for port in ports:
                self.nodes[port] = self._start(port)
            for port in ports:
                eventually(lambda port=port: self.ask(port, "PING") == "PONG", 20)
            addresses = [f"127.0.0.1:{port}" for port in ports]
            subprocess.run(["redis-cli", "--cluster", "create", *addresses, "--cluster-replicas", "1", "--cluster-yes"], check=True, capture_output=True)
            for port in ports:
                eventually(lambda port=port: self._is_well(port), 30)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in self.nodes.values():
            node.kill()
        for node in self.nodes.values():
            node.wait()
        shutil.rmtree(self.folder)

    def _start(self, port):
        (self.folder / str(port)).mkdir(exist_ok=True)
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--cluster-enabled", "yes", "--cluster-node-timeout", "1500"]
        # The kernel ends it if the test run is killed outright.
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", "redis-server", *options], cwd=self.folder / str(port), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def _is_well(self, port):
        replication = self.ask(port, "INFO", "replication")
        return "cluster_state:ok" in self.ask(port, "CLUSTER", "INFO") and ("master_link_status:up" in replication or "connected_slaves:1" in replication)

    @property
    def url(self):
        return f"redis+cluster://{','.join(f'127.0.0.1:{port}' for port in self.nodes)}/"

    def ask(self, port, *words):
        return subprocess.run(["redis-cli", "-p", str(port), *words], capture_output=True, text=True, timeout=10).stdout.strip()

    def owner(self, key):
        """The port of the master that has the key."""
        for port in self.nodes:
            if self.nodes[port].poll() is not None:
                continue
            slot = int(self.ask(port, "CLUSTER", "KEYSLOT", key))
            for line in self.ask(port, "CLUSTER", "NODES").splitlines():
                address, flags, ranges = line.split()[1], line.split()[2], line.split()[8:]
                if "master" not in flags or "fail" in flags:
                    continue
                for first, last in ((one.split("-") * 2)[:2] for one in ranges if not one.startswith("[")):
                    if int(first) <= slot <= int(last):
                        return int(address.split("@")[0].rsplit(":", 1)[1])
        return None

    def kill(self, port):
        self.nodes[port].send_signal(signal.SIGKILL)
        self.nodes[port].wait()

    def keys(self):
        """How many keys each living master has."""
        counts = {}
        for port, node in self.nodes.items():
            if node.poll() is None and "role:master" in self.ask(port, "INFO", "replication"):
                with contextlib.suppress(ValueError):
                    counts[port] = int(self.ask(port, "DBSIZE"))
        return counts
