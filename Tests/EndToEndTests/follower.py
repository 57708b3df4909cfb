"""Follows `GET /events` as a browser does, and the feed of changes as a client that keeps a copy does."""
import http.client
import json
import socket
import threading
from dataclasses import dataclass

from expect import eventually


@dataclass(frozen=True)
class Event:
    name: str
    id: str
    data: dict


class Follower:
    """Use as `with Follower(api) as events:`. It comes back by itself only when it is told to: `Follower(api, after=events.last_id)`."""

    def __init__(self, api, after=None, headers=None):
        self.api, self.headers = api, {"Authorization": f"Bearer {api.token}"} if headers is None else headers
        if after is not None:
            self.headers = self.headers | {"Last-Event-ID": after}
        self.events, self.last_id, self.retry, self.comments, self.ended, self.broke = [], after, None, 0, False, False
        self.connection = self.reply = None

    def __enter__(self):
        self.connection = self.api.connect()
        self.connection.request("GET", self.api.prefix + "/events", headers=self.headers)
        self.reply = self.connection.getresponse()
        self.status = self.reply.status
        if self.status == 200:
            self.socket = self.connection.sock
            self.thread = threading.Thread(target=self._read, daemon=True)
            self.thread.start()
            eventually(lambda: self.retry is not None)
        return self

    def __exit__(self, *_):
        self.disconnect()

    def disconnect(self):
        """As a tab that is closed."""
        if self.status == 200:
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the server was first
            self.thread.join(10)
        self.connection.close()

    def _read(self):
        name, data = "", []
        try:
            for line in self.reply:
                field, _, value = line.decode().rstrip("\n").partition(":")
                value = value.removeprefix(" ")
                if not field and not value and line == b"\n":
                    if data:
                        self.events.append(Event(name, self.last_id, json.loads("\n".join(data))))
                    name, data = "", []
                elif not field:
                    self.comments += 1
                elif field == "event":
                    name = value
                elif field == "data":
                    data.append(value)
                elif field == "id":
                    self.last_id = value
                elif field == "retry":
                    self.retry = int(value)
        except (OSError, ValueError, http.client.HTTPException):
            self.broke = True  # it was disconnected, or the stream has no end
        self.ended = True

    def named(self, *names):
        return [event for event in list(self.events) if event.name in names]

    def wait_for(self, check, within=10):
        """The first event for which `check` is true."""
        return eventually(lambda: next((event for event in list(self.events) if check(event)), None), within)


def changes(api, since=None, limit=100):
    """(what happened since then, where to go on)"""
    found = []
    while True:
        query = {"limit": limit} | ({} if since is None else {"since": since})
        reply = api.get("/changes", **query)
        assert reply.status == 200, reply.body
        found += reply.json["changes"]
        since = reply.json["next"]
        if not reply.json["hasMore"]:
            return found, since
