"""The stack of compose.yaml as one project of its own, which goes with everything that it made."""
import json
import shutil
import subprocess
import time

import engine as engines
from command import run

READY_SECONDS = 180
# For one command, a build by itself aside: what hangs should say so.
COMMAND_SECONDS = 300


class Compose:
    def __init__(self, engine: engines.Engine, repository, project, settings):
        self.engine, self.repository = engine, repository
        plugin = subprocess.run([engine.command, "compose", "version"], env=engine.environment, capture_output=True).returncode == 0
        if not plugin and not shutil.which("docker-compose"):
            raise SystemExit("compose-test: neither `docker compose` nor docker-compose is installed; run scripts/bootstrap --compose")
        self.command = [engine.command, "compose"] if plugin else ["docker-compose"]
        self.environment = engine.environment | settings | {"COMPOSE_PROJECT_NAME": project}
        self.project = project

    def __call__(self, *arguments, **options):
        command = [*self.command, *map(str, arguments)]
        return run(command, cwd=self.repository, env=self.environment, **({"timeout": COMMAND_SECONDS} | options))

    def output(self, *arguments, **options):
        return self(*arguments, stdout=subprocess.PIPE, text=True, **options)

    def containers(self, service=None):
        """Those that run, oldest first, as the engine describes them."""
        filters = [f"label=com.docker.compose.project={self.project}", "label=com.docker.compose.oneoff=False"]
        if service:
            filters.append(f"label=com.docker.compose.service={service}")
        ids = self.engine.output("ps", "--quiet", *[word for one in filters for word in ("--filter", one)]).split()
        told = json.loads(self.engine.output("inspect", *ids)) if ids else []
        return sorted(told, key=lambda container: container["Created"])

    def wait_until_healthy(self, services):
        """All containers of those services, of which each has one at least."""
        end = time.monotonic() + READY_SECONDS
        while True:
            waiting = [service for service in services if not self.is_healthy(service)]
            if not waiting:
                return
            if time.monotonic() > end:
                raise AssertionError(f"not healthy within {READY_SECONDS} s: {', '.join(waiting)}\n{self.tail(*waiting)}")
            time.sleep(0.5)

    def is_healthy(self, service):
        containers = self.containers(service)
        return bool(containers) and all(one["State"].get("Health", {}).get("Status") == "healthy" for one in containers)

    def tail(self, *services):
        return self.output("logs", "--no-color", "--tail", "15", *services, stderr=subprocess.STDOUT)

    def remove(self):
        """Everything of the project: containers, networks and volumes. The images stay."""
        subprocess.run(
            [*self.command, "--profile", "tools", "--profile", "monitoring", "down", "--volumes", "--remove-orphans", "--timeout", "5"],
            cwd=self.repository, env=self.environment)
