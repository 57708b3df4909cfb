"""Many clients read and write through several gateways, and an oracle says which answers were wrong.

Every thing that is changed has one writer, which numbers what it writes. `floor` is the last number that was acknowledged and `ceiling`
the last that was sent. An answer is wrong when it shows less than a floor that was known before it was asked for (through the writer's
gateway, or anywhere with the write's `MN-Position`), more than the ceiling, or what belongs to somebody else.
"""
import http.client
import json
import multiprocessing
import random
import threading
import time
from urllib.parse import urlsplit

POSITION_BYTES = 128
THREADS = 10


class Board:
    """What the writers of shared things have had acknowledged: number and position, for processes to share."""

    def __init__(self, first_versions):
        self.first_versions, things = first_versions, len(first_versions)
        self.locks = [multiprocessing.Lock() for _ in range(things)]
        self.floors = multiprocessing.Array("l", things, lock=False)
        self.ceilings = multiprocessing.Array("l", things, lock=False)
        self.positions = [multiprocessing.Array("c", POSITION_BYTES, lock=False) for _ in range(things)]

    def sends(self, thing):
        with self.locks[thing]:
            self.ceilings[thing] += 1
            return self.ceilings[thing]

    def acknowledged(self, thing, number, position):
        with self.locks[thing]:
            self.floors[thing], self.positions[thing].value = number, position.encode()

    def read(self, thing):
        with self.locks[thing]:
            return self.floors[thing], self.positions[thing].value.decode()

    def ceiling(self, thing):
        with self.locks[thing]:
            return self.ceilings[thing]


def version_of(tag):
    """The version of the item, from the entity tag of its thumbnail: "t7-small-jpg"."""
    return int(tag.strip('"').split("-")[0].removeprefix("t"))


class Client:
    """One user on one connection to each gateway."""

    def __init__(self, account, gateways, media, board, seed):
        self.user, self.token, self.playlist = account["id"], account["token"], account["playlist"]
        self.media, self.board, self.random = media, board, random.Random(seed)
        self.writes = account.get("writes", [])
        self.addresses = [urlsplit(base) for base in gateways]
        self.connections = [None] * len(gateways)
        self.home = self.random.randrange(len(gateways))
        self.floor = self.ceiling = 0
        self.position = ""
        self.done, self.failed, self.unavailable, self.hits, self.located, self.wrong = 0, 0, 0, 0, 0, []

    def ask(self, gateway, method, path, body=None, position=None, headers=None):
        """Status, JSON and headers; None for the status where there was no answer."""
        headers = {"Authorization": f"Bearer {self.token}"} | (headers or {})
        if body is not None:
            headers["Content-Type"] = "application/json"
        if position:
            headers["MN-Position"] = position
        connection = self.connections[gateway]
        if connection is None:
            address = self.addresses[gateway]
            connection = self.connections[gateway] = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        self.done += 1
        try:
            connection.request(method, "/api/v1" + path, body=json.dumps(body) if body is not None else None, headers=headers)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            self.connections[gateway] = None
            self.failed += 1
            return None, None, {}
        if answer.status >= 500:
            self.unavailable += 1
        if answer.headers["X-Cache"] == "HIT":
            self.hits += 1
        return answer.status, json.loads(text) if text else None, answer.headers

    def step(self):
        action = self.random.random()
        if action < 0.08:
            self.rename()
        elif action < 0.12 and self.writes:
            self.retitle(self.random.choice(self.writes))
        elif action < 0.40:
            self.read_own()
        elif action < 0.62:
            self.read_shared(self.random.randrange(len(self.media)))
        elif action < 0.70:
            self.locate_shared(self.random.randrange(len(self.media)))
        elif action < 0.90:
            self.list_shared()
        else:
            self.read_private()

    def rename(self):
        self.ceiling += 1
        number = self.ceiling
        status, answer, headers = self.ask(self.home, "PATCH", f"/playlists/{self.playlist}", {"name": f"{self.user} {number}"})
        if status == 200:
            self.floor, self.position = number, headers["MN-Position"]

    def retitle(self, thing):
        number = self.board.sends(thing)
        status, answer, headers = self.ask(self.home, "PATCH", f"/media/{self.media[thing]}", {"title": f"thing {thing} {number}"})
        if status == 200:
            self.board.acknowledged(thing, number, headers["MN-Position"])

    def judge(self, what, number, floor, ceiling, headers):
        if not floor <= number <= ceiling:
            self.wrong.append(f"{what}: {number} where {floor} to {ceiling} was due ({headers.get('X-Cache')})")

    def read_own(self):
        """Through the writer's gateway without a word, through another with the position."""
        gateway = self.random.randrange(len(self.addresses))
        floor, position = self.floor, None if gateway == self.home else self.position
        paths = [f"/playlists/{self.playlist}", "/playlists?limit=5"]
        path = self.random.choice(paths)
        status, answer, headers = self.ask(gateway, "GET", path, position=position)
        if status != 200:
            return
        names = [answer["name"]] if path == paths[0] else [one["name"] for one in answer["items"]]
        for name in names:
            owner, number = name.rsplit(" ", 1)
            if owner != self.user:
                self.wrong.append(f"foreign: {name} shown to {self.user}")
            else:
                self.judge("own playlist", int(number), floor, self.ceiling, headers)

    def read_shared(self, thing):
        floor, position = self.board.read(thing)
        status, answer, headers = self.ask(
            self.random.randrange(len(self.addresses)), "GET", f"/media/{self.media[thing]}", position=position)
        if status == 200:
            self.judge(f"thing {thing}", int(answer["title"].rsplit(" ", 1)[1]), floor, self.board.ceiling(thing), headers)

    def locate_shared(self, thing):
        """A replica of media may remember where thumbnails lie. Their tag tells the version of the item, which grows with each title."""
        floor, position = self.board.read(thing)
        headers = {"Accept": "image/jpeg"}
        status, _, headers = self.ask(
            self.random.randrange(len(self.addresses)), "HEAD", f"/media/{self.media[thing]}/thumbnail?size=small", position=position,
            headers=headers)
        if status == 200:
            number = version_of(headers["ETag"]) - self.board.first_versions[thing]
            self.judge(f"thumbnail of thing {thing}", number, floor, self.board.ceiling(thing), headers)
            self.located += 1

    def list_shared(self):
        """A list shows many things at once: each at least as new as the one position that was brought."""
        thing = self.random.randrange(len(self.media))
        floor, position = self.board.read(thing)
        status, answer, headers = self.ask(
            self.random.randrange(len(self.addresses)), "GET", self.random.choice(["/media?limit=100", "/media?limit=50"]), position=position)
        if status != 200:
            return
        titles = {item["id"]: item["title"] for item in answer["items"]}
        if self.media[thing] in titles:
            self.judge(f"list of thing {thing}", int(titles[self.media[thing]].rsplit(" ", 1)[1]), floor, self.board.ceiling(thing), headers)

    def read_private(self):
        gateway = self.random.randrange(len(self.addresses))
        status, answer, _ = self.ask(gateway, "GET", "/users/me")
        if status == 200 and answer["id"] != self.user:
            self.wrong.append(f"foreign: the profile of {answer['id']} shown to {self.user}")


def run_process(accounts, gateways, media, board, operations, seed, results, progress):
    clients = [Client(account, gateways, media, board, seed * 1000 + index) for index, account in enumerate(accounts)]

    def work(client):
        for number in range(operations):
            client.step()
            if number % 20 == 0:
                with progress.get_lock():
                    progress.value += 20

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put({
        "done": sum(client.done for client in clients), "failed": sum(client.failed for client in clients),
        "unavailable": sum(client.unavailable for client in clients), "hits": sum(client.hits for client in clients),
        "located": sum(client.located for client in clients),
        "wrong": [line for client in clients for line in client.wrong]})


def torture(accounts, gateways, media, first_versions, operations, seed, trouble=()):
    """Lets the accounts work until `operations` are done, and causes the trouble: pairs of a share of the way and what to do then."""
    board = Board(first_versions)
    for thing in range(len(media)):
        board.acknowledged(thing, 0, "")
    results, progress = multiprocessing.Queue(), multiprocessing.Value("l", 0)
    groups = [accounts[start::max(1, len(accounts) // THREADS)] for start in range(max(1, len(accounts) // THREADS))]
    each = operations // len(accounts)
    started = time.monotonic()
    processes = [
        multiprocessing.Process(target=run_process, args=(group, gateways, media, board, each, seed + number, results, progress))
        for number, group in enumerate(groups)]
    for process in processes:
        process.start()
    for share, cause in sorted(trouble, key=lambda pair: pair[0]):
        while progress.value < share * operations and any(process.is_alive() for process in processes):
            time.sleep(0.02)
        cause()
    report = {"done": 0, "failed": 0, "unavailable": 0, "hits": 0, "located": 0, "wrong": []}
    for _ in processes:
        part = results.get()
        report = {key: report[key] + part[key] for key in report}
    for process in processes:
        process.join()
    return report | {"seconds": time.monotonic() - started}
