"""Watches from outside when a store answers and when it does not."""
import json
import socket
import struct
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit

EVERY = 0.01


def environment(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        return dict(entry.split("=", 1) for entry in file.read().decode().split("\0") if "=" in entry)


class Watch:
    """Use as `with Watch(answers) as watch:`; `down` are the spans, by `time.monotonic()`, in which it did not answer."""

    def __init__(self, answers):
        self.answers, self.down, self.stops = answers, [], threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stops.set()
        self.thread.join()

    def _watch(self):
        since = None
        while not self.stops.wait(EVERY):
            asked, is_up = time.monotonic(), self.answers()
            if not is_up and since is None:
                since = asked
            if is_up and since is not None:
                self.down.append((since, time.monotonic()))
                since = None
        if since is not None:
            self.down.append((since, float("inf")))


def redis(url):
    """Whether the Redis of that URL answers commands: not while it loads its file."""
    server = urlsplit(url)
    hello = f"AUTH {unquote(server.username or 'default')} {unquote(server.password or '')}\r\nPING\r\n".encode()

    def answers():
        try:
            with socket.create_connection((server.hostname, server.port), timeout=1) as connection:
                connection.sendall(hello)
                heard = b""
                while heard.count(b"\r\n") < 2:
                    part = connection.recv(256)
                    if not part:
                        return False
                    heard += part
                return b"LOADING" not in heard and b"+" in heard
        except OSError:
            return False
    return answers


def postgres(url):
    """Whether the Postgres behind that URL's socket lets anybody in: it asks for a password, or refuses because it starts or stops."""
    server = urlsplit(url)
    place = f"{parse_qs(server.query)['host'][0]}/.s.PGSQL.{server.port or 5432}"
    words = f"user\0{unquote(server.username)}\0database\0{server.path.strip('/')}\0\0".encode()
    hello = struct.pack("!ii", 8 + len(words), 196608) + words

    def answers():
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(place)
                connection.sendall(hello)
                return connection.recv(1) == b"R"
        except OSError:
            return False
    return answers


def stack_file(stack):
    return json.loads((stack.data / "run/stack.json").read_text())
