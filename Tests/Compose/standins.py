"""Stand-ins for public images where no registry can be reached, made of Debian's packages and this machine's Swift.

They have what the Dockerfile and compose.yaml use of the real ones, under the same names; those two files know nothing of them.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DEBIAN, SWIFT = "debian:bookworm-slim", "swift:6.3-bookworm"
POSTGRES, REDIS, PROMETHEUS = "postgres:15-bookworm", "redis:7.0-bookworm", "prom/prometheus:v2.55.1"
# What Debian's own slim image leaves out too.
LEFT_OUT = ["usr/share/doc", "usr/share/man", "usr/share/info", "usr/share/locale", "var/lib/apt/lists", "var/cache/apt", "var/log"]
# As in Debian's images: no indexes of packages are kept, and no documents unpacked.
SETTINGS = {
    "etc/apt/apt.conf.d/docker-clean": 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\nAPT::Keep-Downloaded-Packages "false";\n',
    "etc/dpkg/dpkg.cfg.d/docker": "".join(f"path-exclude /usr/share/{name}/*\n" for name in ("doc", "man", "info", "locale")),
}
INSTALL = "apt-get update --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends"
TOOLCHAIN_PACKAGES = (
    "binutils ca-certificates git libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libpython3.11 libsqlite3-0 "
    "libstdc++-12-dev libxml2 libz3-4 tzdata zlib1g-dev")


class StandIns:
    def __init__(self, engine):
        self.engine = engine
        self.made = []

    def ensure(self):
        """Each image that the build and the stack start from: there already, pulled, or made."""
        reachable = True
        for image, make in [
                (DEBIAN, self.debian), (SWIFT, self.swift), (POSTGRES, self.postgres), (REDIS, self.redis), (PROMETHEUS, self.prometheus)]:
            if self.engine.has(image):
                print(f"{image}: there")
                continue
            # The first that cannot be had says it for all.
            reachable = reachable and self.pulled(image)
            if reachable:
                print(f"{image}: pulled")
            else:
                make()
                self.made.append(image)
                print(f"{image}: made a stand-in")

    def pulled(self, image):
        command = ["timeout", "300", self.engine.command, "pull", "--quiet", image]
        return subprocess.run(command, env=self.engine.environment, capture_output=True).returncode == 0

    def debian(self):
        with tempfile.TemporaryDirectory(prefix="medianest-debian-") as folder:
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm", folder], check=True, stdout=subprocess.DEVNULL)
            # Where this machine's own packages come from, its updates too.
            for name in ("sources.list", "sources.list.d/debian.sources"):
                if os.path.exists(f"/etc/apt/{name}") and "bookworm" in pathlib.Path(f"/etc/apt/{name}").read_text(encoding="utf-8"):
                    shutil.copyfile(f"/etc/apt/{name}", f"{folder}/etc/apt/{name}")
                    if name.endswith(".sources"):
                        pathlib.Path(f"{folder}/etc/apt/sources.list").unlink(missing_ok=True)
            for name in LEFT_OUT:
                shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
                os.makedirs(f"{folder}/{name}", exist_ok=True)
            for name, text in SETTINGS.items():
                pathlib.Path(f"{folder}/{name}").write_text(text, encoding="utf-8")
            tar = subprocess.Popen(["tar", "--directory", folder, "--numeric-owner", "--create", "."], stdout=subprocess.PIPE)
            self.engine.docker("import", "--change", 'CMD ["bash"]', "-", DEBIAN, stdin=tar.stdout, stdout=subprocess.DEVNULL)
            if tar.wait():
                raise SystemExit("compose-test: the base image could not be packed")

    def swift(self):
        """This machine's toolchain; and where its git answers for package addresses with local copies, those as well."""
        usr = pathlib.Path(shutil.which("swift")).resolve().parents[1]
        mounts, script = ["--volume", f"{usr}:/from/usr:ro"], [f"{INSTALL} {TOOLCHAIN_PACKAGES}", "cp -a /from/usr/. /usr/"]
        rewrites = subprocess.run(
            ["git", "config", "--get-regexp", r"^url\..*\.insteadof$"], stdout=subprocess.PIPE, text=True).stdout.splitlines()
        for rewrite in rewrites:
            key, address = rewrite.split(" ", 1)
            copies = key.removeprefix("url.").rpartition(".")[0]
            if os.path.isdir(copies):
                mount = f"{copies}:/from{copies.rstrip('/')}:ro"
                if mount not in mounts:
                    mounts += ["--volume", mount]
                    script.append(f"mkdir -p '{copies}' && cp -a '/from{copies.rstrip('/')}/.' '{copies}'")
                script.append(f"git config --system --add 'url.{copies}.insteadOf' '{address}'")
        script += ["git config --system --add safe.directory '*'", "swift --version"]
        self.commit(SWIFT, script, mounts, changes=['CMD ["bash"]'])

    def postgres(self):
        self.commit(
            POSTGRES,
            ["groupadd --gid 999 postgres", "useradd --uid 999 --gid postgres --home-dir /var/lib/postgresql --shell /bin/bash postgres",
             f"{INSTALL} postgresql-15", "install --mode 755 /standins/postgres-entrypoint /usr/local/bin/docker-entrypoint.sh",
             "rm -rf /var/lib/postgresql/15", "install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data",
             "install -d -o postgres -g postgres -m 3777 /var/run/postgresql"],
            changes=["ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                     "ENV PGDATA=/var/lib/postgresql/data", 'ENTRYPOINT ["docker-entrypoint.sh"]', 'CMD ["postgres"]',
                     "VOLUME /var/lib/postgresql/data"])

    def redis(self):
        self.commit(
            REDIS,
            ["groupadd --gid 999 redis", "useradd --uid 999 --gid redis --home-dir /data --shell /usr/sbin/nologin redis",
             f"{INSTALL} redis-server redis-tools", "install --mode 755 /standins/redis-entrypoint /usr/local/bin/docker-entrypoint.sh",
             "install -d -o redis -g redis /data"],
            changes=["WORKDIR /data", 'ENTRYPOINT ["docker-entrypoint.sh"]', 'CMD ["redis-server"]', "VOLUME /data"])

    def prometheus(self):
        self.commit(
            PROMETHEUS,
            [f"{INSTALL} prometheus", "install -d -o nobody -g nogroup /prometheus"],
            changes=["USER nobody", "WORKDIR /prometheus", 'ENTRYPOINT ["/usr/bin/prometheus"]', "VOLUME /prometheus"])

    def commit(self, image, script, mounts=(), changes=()):
        name = f"medianest-standin-{os.getpid()}"
        clean = "rm -rf /var/lib/apt/lists/*"
        try:
            self.engine.docker(
                "run", "--name", name, "--volume", f"{HERE}/standins:/standins:ro", *mounts, DEBIAN,
                "bash", "-euc", "\n".join([*script, clean]), stdout=subprocess.DEVNULL)
            options = [word for change in changes for word in ("--change", change)]
            self.engine.docker("commit", *options, name, image, stdout=subprocess.DEVNULL)
        finally:
            subprocess.run([self.engine.command, "rm", "--force", "--volumes", name], env=self.engine.environment, capture_output=True)
