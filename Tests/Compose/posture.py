"""What containers may not do, tried in each of them."""
import json
import subprocess

DRAIN_SECONDS = 15


class Posture:
    def __init__(self, compose, secrets):
        self.compose, self.engine, self.secrets = compose, compose.engine, secrets

    def check(self, services, stores):
        self.only_the_gateway_is_published()
        for name in [*services, *stores]:
            for container in self.compose.containers(name):
                self.nothing_secret_is_shown(name, container)
                self.limits(name, container)
                self.no_root(name, container)
                self.no_writing(name, container)
                if name in services:
                    assert container["Config"]["StopTimeout"] > DRAIN_SECONDS, (name, container["Config"]["StopTimeout"])
        self.inside_is_inside(stores)
        print("no root, no capabilities, no writing but to volumes, no secret to be seen, one published port")

    def only_the_gateway_is_published(self):
        published = {
            container["Config"]["Labels"]["com.docker.compose.service"]
            for container in self.compose.containers() for bound in container["NetworkSettings"]["Ports"].values() if bound}
        assert published == {"gateway"}, published

    def nothing_secret_is_shown(self, name, container):
        """Neither in the environment nor on a command line."""
        passwords = [
            word for kept in json.loads((self.secrets / "passwords.json").read_text()).values()
            for word in (kept.values() if isinstance(kept, dict) else [kept])]
        assert len(passwords) > 10
        shown = json.dumps([container["Config"], container["Args"], container["HostConfig"]])
        shown += self.inside(container, "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' ' '; true").stdout
        assert not [word for word in passwords if word in shown], f"{name} shows a password"

    def limits(self, name, container):
        host = container["HostConfig"]
        assert host["ReadonlyRootfs"] and host["CapDrop"] == ["ALL"] and not host["CapAdd"], name
        assert any(option.startswith("no-new-privileges") for option in host["SecurityOpt"]), name
        assert host["Memory"] > 0 and host["NanoCpus"] > 0 and host["PidsLimit"] > 0, name
        assert host["RestartPolicy"]["Name"] == "unless-stopped", name
        assert host["LogConfig"]["Config"].get("max-size"), name

    def no_root(self, name, container):
        status = self.inside(container, "grep -h -E '^(Uid|CapEff|NoNewPrivs)' /proc/1/status").stdout.split()
        assert status[1:5] == [status[1]] * 4 and status[1] in ("10001", "999"), (name, status)
        assert int(status[status.index("CapEff:") + 1], 16) == 0, (name, status)
        assert status[status.index("NoNewPrivs:") + 1] == "1", (name, status)

    def no_writing(self, name, container):
        for path in ("/probe", "/usr/local/bin/probe", "/etc/probe", "/home/probe"):
            tried = self.inside(container, f"touch {path}")
            assert tried.returncode != 0 and "Read-only file system" in tried.stderr, (name, path, tried)
        if any(mount["Destination"] == "/media" for mount in container["Mounts"]):
            tried = self.inside(container, "touch /media/probe")
            assert tried.returncode != 0 and "Read-only file system" in tried.stderr, (name, tried)

    def inside_is_inside(self, stores):
        network = json.loads(self.engine.output("network", "inspect", f"{self.compose.project}_inside"))[0]
        assert network["Internal"]
        for name in [*stores, "auth", "media", "playlists"]:
            for container in self.compose.containers(name):
                assert list(container["NetworkSettings"]["Networks"]) == [network["Name"]], name

    def inside(self, container, script):
        command = [self.engine.command, "exec", container["Id"], "sh", "-c", script]
        return subprocess.run(command, env=self.engine.environment, capture_output=True, text=True, errors="replace")
