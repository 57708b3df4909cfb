"""The whole system with PgBouncer, in transaction mode, between its services and Postgres."""
import json
import signal
import subprocess

from pooler import Pooler
from stack import BINARIES, Stack


class PooledStack(Stack):
    """`sessions` is how many PgBouncer keeps at the server for each service."""

    def __init__(self, sessions, **settings):
        super().__init__(**settings)
        self.pooler = Pooler(self.folder / "pooler", self.data, BINARIES, sessions)
        self.programs = self.pooler.programs

    def start(self):
        self.pooler.start()
        super().start()

    def stop(self, number=signal.SIGINT):
        try:
            return super().stop(number)
        finally:
            self.pooler.stop()

    @property
    def admin_url(self):
        return json.loads((self.data / "run/stack.json").read_text())["postgresURL"]

    def sql(self, text):
        """What the administrator is told, past PgBouncer: rows of text."""
        return subprocess.run(["psql", "-XAtq", self.admin_url, "-c", text], capture_output=True, text=True, check=True).stdout.split()
