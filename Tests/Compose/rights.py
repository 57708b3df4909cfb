"""What the Redis users and the Postgres roles of the services may do, asked of the running servers."""
import json
import subprocess

REDIS, POSTGRES = "redis:7.0-bookworm", "postgres:15-bookworm"
KEPT = {"auth": "users", "media": "media_items", "workers": "notifications"}


class Rights:
    def __init__(self, compose, secrets):
        self.compose, self.engine = compose, compose.engine
        self.passwords = json.loads((secrets / "passwords.json").read_text())

    def check(self):
        self.redis_users()
        self.cache_users()
        self.postgres_roles()

    def redis_users(self):
        may = [("EXISTS", "mn:{playlists}:alive:x"), ("EXISTS", "mn:{media}:events"), ("PING",)]
        may_not = [
            ("GET", "mn:{limit:user:x}"), ("EXISTS", "mn:{jobs}:types"), ("EXISTS", "mn:{media}:alive:x"), ("SET", "other", "1"),
            ("FLUSHALL",), ("KEYS", "*"), ("CONFIG", "GET", "*"), ("ACL", "LIST"), ("SHUTDOWN",), ("CLIENT", "LIST")]
        for command in may:
            told = self.redis("playlists", *command)
            assert "NOPERM" not in told, (command, told)
        for command in may_not:
            told = self.redis("playlists", *command)
            assert "NOPERM" in told, (command, told)
        self.nobody_else("redis")
        print(f"redis: playlists may {len(may)} things that are its own and is refused {len(may_not)} that are not")

    def cache_users(self):
        """Answers lie in the cache, and in it alone; only gateways sign in there."""
        kept = self.redis("operator", "--scan", server="cache").splitlines()
        assert kept and all(key.startswith("mn:cache:") for key in kept), kept[:5]
        # What tells gateways of invalidations must not be lost, so that stands with the streams.
        elsewhere = [key for key in self.redis("operator", "--scan").splitlines() if key.startswith(("mn:cache:entry:", "mn:cache:tag:"))]
        assert not elsewhere, elsewhere[:5]
        for command in [("GET", "other"), ("XADD", "mn:cache:x", "*", "a", "b"), ("EVAL", "return 1", "0"), ("PUBLISH", "mn:cache:invalidations", "x")]:
            told = self.redis("gateway", *command, server="cache")
            assert "NOPERM" in told, (command, told)
        assert "WRONGPASS" in self.redis("playlists", "PING", server="cache")
        self.nobody_else("cache")
        print(f"cache: {len(kept)} keys, all kept answers, which the gateway alone reads")

    def nobody_else(self, server):
        told = self.client("redis-cli", "-h", server, "PING")
        assert "NOAUTH" in told, told
        told = self.client("redis-cli", "-h", server, "--user", "probe", "--pass", "any", "EXISTS", "mn:{media}:events")
        assert "NOPERM" in told, told

    def redis(self, user, *command, server="redis"):
        passwords = self.passwords["cache" if server == "cache" else "redis"]
        return self.client("redis-cli", "-h", server, "--user", user, *command, secret=("REDISCLI_AUTH", passwords.get(user, "none")))

    def postgres_roles(self):
        assert self.ask_postgres("SELECT count(*) >= 0 FROM playlists.playlists").strip() == "t"
        refused = [f"SELECT 1 FROM {schema}.{table} LIMIT 1" for schema, table in KEPT.items()]
        refused += ["CREATE TABLE public.mine (id int)", "CREATE ROLE mine", "SELECT pg_read_file('/etc/passwd')", "SELECT * FROM pg_authid"]
        for statement in refused:
            told = self.ask_postgres(statement)
            assert "permission denied" in told, (statement, told)
        told = self.ask_postgres("SELECT 1", password="wrong")
        assert "password authentication failed" in told, told
        print(f"postgres: playlists reads its own tables and is refused {len(refused)} other things")

    def ask_postgres(self, statement, role="playlists", password=None):
        return self.client(
            "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--host=postgres", f"--username={role}", "--dbname=medianest",
            f"--command={statement}", image=POSTGRES, secret=("PGPASSWORD", password or self.passwords["postgres"][role]))

    def client(self, *command, image=REDIS, secret=None):
        """Runs a client beside the servers. What it is told in secret it finds in its environment, given by name."""
        environment = self.engine.environment | (dict([secret]) if secret else {})
        named = ["--env", secret[0]] if secret else []
        run = subprocess.run(
            [self.engine.command, "run", "--rm", "--network", f"{self.compose.project}_inside", *named, "--entrypoint", command[0], image,
             *command[1:]], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return run.stdout
