"""PgBouncer in transaction mode before the Postgres of a `medianest up`, and programs that find the one where they were told of the other."""
import json
import os
import shutil
import subprocess
import time

ROLES = ["auth", "media", "playlists", "workers"]
PORT = 6432
START_SECONDS = 20
# The service, which is told of Postgres and led to PgBouncer.
THROUGH = """#!/bin/sh
export POSTGRES_URL="${{POSTGRES_URL%%\\?*}}?host={folder}&port={port}"
exec {program}
"""


class Pooler:
    """Made before the data folder's first start. `sessions` is how many it keeps at the server for each service."""

    def __init__(self, folder, data, binaries, sessions):
        self.folder, self.data, self.process = folder, data, None
        self.programs = folder / "programs"
        self.programs.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self._write_programs(binaries)
        self._write_configuration(self._passwords(), sessions)

    def _write_programs(self, binaries):
        for role in ROLES:
            (self.programs / role).write_text(THROUGH.format(folder=self.folder, port=PORT, program=binaries / role))
            (self.programs / role).chmod(0o755)
        (self.programs / "gateway").write_text(f"#!/bin/sh\nexec {binaries / 'gateway'}\n")
        (self.programs / "gateway").chmod(0o755)

    def _passwords(self):
        """Those that the data folder has, or else ones that it is going to have."""
        file = self.data / "run/secrets.json"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({"redis": {}, "postgres": {role: os.urandom(16).hex() for role in ROLES}}))
            file.chmod(0o600)
        return json.loads(file.read_text())["postgres"]

    def _write_configuration(self, passwords, sessions):
        (self.folder / "users").write_text("".join(f'"{role}" "{passwords[role]}"\n' for role in ROLES))
        (self.folder / "pgbouncer.ini").write_text("\n".join([
            "[databases]",
            f"medianest = host={self.data}/postgres/socket",
            "[pgbouncer]",
            f"listen_port = {PORT}",
            f"unix_socket_dir = {self.folder}",
            "auth_type = scram-sha-256",
            f"auth_file = {self.folder}/users",
            "pool_mode = transaction",
            f"default_pool_size = {sessions}",
            "server_login_retry = 1",
            "log_connections = 0",
            "log_disconnections = 0", ""]))
        if os.geteuid() == 0:
            for path in [self.folder, self.folder / "users", self.folder / "pgbouncer.ini"]:
                shutil.chown(path, "postgres", "postgres")

    def start(self):
        program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "pgbouncer is not installed; run scripts/bootstrap --test"
        # It refuses to run as root. The kernel ends it with this process.
        account = ["--reuid", "postgres", "--regid", "postgres", "--clear-groups"] if os.geteuid() == 0 else []
        with open(self.folder.parent / "pooler.log", "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *account, "--", program, self.folder / "pgbouncer.ini"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not (self.folder / f".s.PGSQL.{PORT}").exists():
            assert self.process.poll() is None and time.monotonic() < deadline, (self.folder.parent / "pooler.log").read_text()[-2000:]
            time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)
