"""No answer is stale after an acknowledged write, and none is another user's, whatever dies on the way."""
import json
import os
import subprocess
import sys

import pytest

from api import Api, register
from expect import eventually
from library import Library
from second import Replica
from stack import Stack
from torture import torture, version_of

# `make torture` asks for a million by fifty clients.
OPERATIONS = int(os.environ.get("MEDIANEST_TORTURE_OPERATIONS", "12000"))
CLIENTS = int(os.environ.get("MEDIANEST_TORTURE_CLIENTS", "20"))
SEED = int(os.environ.get("MEDIANEST_TORTURE_SEED", "1"))
THINGS = 6


def made(admin, media):
    """Accounts with a private playlist each; the first ones are the only writers of one shared thing or more."""
    accounts = []
    for number in range(CLIENTS):
        caller = admin if number == 0 else register(admin, name=f"Client {number}")
        user = caller.get("/users/me").json["id"]
        playlist = caller.post("/playlists", {"name": f"{user} 0"}).json["id"]
        accounts.append({"id": user, "token": caller.token, "playlist": playlist})
    accounts[0]["writes"] = list(range(len(media)))
    for thing, item in enumerate(media):
        assert admin.patch(f"/media/{item}", {"title": f"thing {thing} 0"}).status == 200
    return accounts


def pictured(admin):
    """Items with thumbnails, whose jobs are over: from now on only their titles change."""
    def all_there():
        items = admin.get("/media?limit=100").items
        with_picture = [item for item in items if item["type"] != "music"]
        return all(item.get("thumbnailUrl") for item in with_picture) and [item["id"] for item in with_picture]
    media = eventually(all_there, 120)[:THINGS]
    assert len(media) == THINGS
    return media


def version(admin, item):
    return version_of(admin.head(f"/media/{item}/thumbnail?size=small", headers={"Accept": "image/jpeg"})["ETag"])


def cut_subscriptions(stack):
    """Kills every connection that gateways hear invalidations on, and those that replicas of media hear each other on."""
    url = json.loads((stack.data / "run/stack.json").read_text())["redisURL"]
    cli = ["redis-cli", "--no-auth-warning", "-u", url]
    clients = subprocess.run([*cli, "CLIENT", "LIST"], check=True, capture_output=True, text=True).stdout
    cut = [line.split(" ", 1)[0].removeprefix("id=") for line in clients.splitlines()
           if (" name=gateway:" in line and (":subscriber " in line or ":cache:" in line)) or (" name=media:" in line and ":cache " in line)]
    assert cut, clients
    for number in cut:
        subprocess.run([*cli, "CLIENT", "KILL", "ID", number], check=True, capture_output=True)


@pytest.mark.timeout(3600)
def test_no_wrong_answer_in_a_storm_of_reads_and_writes():
    with Stack() as stack:
        admin = register(Api(stack.base), name="The First")
        library = Library(admin, stack.media)
        library.scan()
        media = pictured(admin)
        accounts = made(admin, media)
        versions = [version(admin, item) for item in media]
        unfenced = {"GATEWAY_CACHE_UNFENCED_FOR_TESTS": "true"} if os.environ.get("MEDIANEST_TORTURE_UNFENCED") else {}
        with Replica(stack.pids("gateway")[0], **unfenced) as gateway, Replica(stack.pids("media")[0]) as replica:
            trouble = [(0.3, replica.kill), (0.6, lambda: cut_subscriptions(stack))]
            report = torture(accounts, [stack.base, gateway.base], media, versions, OPERATIONS, SEED, trouble)
        wrong = report.pop("wrong")
        print(f"torture: {report}, wrong {len(wrong)}", file=sys.stderr)
        assert not wrong, wrong[:10]
        assert report["done"] >= OPERATIONS * 0.95
        assert report["failed"] + report["unavailable"] == 0, report
        assert report["hits"] > report["done"] / 20, report
        assert report["located"] > report["done"] / 20, report
