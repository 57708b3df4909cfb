"""Callers that never rest, each on a connection of its own, and what they saw that was no success."""
import http.client
import json
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

# A thousandth of a second between questions: enough to find a gap, little enough for two cores.
PAUSE_SECONDS = 0.001


class Load:
    """While it is entered, `callers` threads ask in turn for each of `asks`: (method, path, body or nothing)."""

    def __init__(self, base, token, asks, callers=8):
        self.address, self.token, self.asks = urlsplit(base), token, asks
        self.answers, self.failures = Counter(), []
        self.slowest = 0.0
        self.lock, self.over = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(number,), daemon=True) for number in range(callers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    @property
    def total(self):
        return sum(self.answers.values()) + len(self.failures)

    def run(self, number):
        connection = None
        while not self.over.is_set():
            method, path, body = self.asks[number % len(self.asks)]
            number += 1
            connection = connection or http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=30)
            began = time.monotonic()
            try:
                status, told = self.ask(connection, method, path, body)
            except OSError as error:
                connection.close()
                connection, status, told = None, 0, repr(error)
            self.note(method, path, status, told, time.monotonic() - began)
            time.sleep(PAUSE_SECONDS)

    def ask(self, connection, method, path, body):
        # Past the gateway's kept answers: the services themselves are what is looked at.
        headers = {"Authorization": f"Bearer {self.token}", "Cache-Control": "no-cache"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body=None if body is None else json.dumps(body).encode(), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def note(self, method, path, status, told, seconds):
        with self.lock:
            self.slowest = max(self.slowest, seconds)
            if 200 <= status < 300:
                self.answers[status] += 1
            else:
                self.failures.append((method, path, status, told[:300]))
