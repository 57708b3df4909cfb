"""The five services on a Redis Cluster, and a master that dies under them. The tests stand in their order: the last one breaks it."""
import time

import pytest

from api import Api, register, sign_in
from cluster import Cluster
from expect import eventually
from follower import Follower
from library import PHOTO, Library, finished
from second import Replica
from stack import Stack, running


@pytest.fixture(scope="module")
def cluster():
    with Cluster() as whole:
        yield whole


@pytest.fixture(scope="module")
def stack(cluster):
    with Stack(UP_REDIS_URL=cluster.url) as started:
        yield started


@pytest.fixture(scope="module")
def admin(stack):
    return register(Api(stack.base), name="The First")


@pytest.fixture(scope="module")
def library(stack, admin):
    sample = Library(admin, stack.media)
    sample.scan()
    return sample


def test_everything_lies_on_all_nodes(cluster, stack, admin, library):
    family = set(stack.pids())
    assert "redis-server" not in {name for pid, _, name in running() if pid in family}
    assert len(library.all_items()) > 5
    counts = cluster.keys()
    assert len(counts) == 3 and all(counts.values()), counts


def test_what_people_do(stack, admin, library):
    member = register(admin, name="Somebody")
    assert sign_in(Api(stack.base), member.email).get("/users/me").json["id"] == member.user["id"]
    with Follower(member) as events:
        playlist = member.post("/playlists", {"name": "Evenings"}).json["id"]
        item = library.item(PHOTO)
        assert member.post(f"/playlists/{playlist}/items", {"mediaIds": [item["id"]]}).status in (200, 201)
        events.wait_for(lambda event: event.data.get("id") == playlist)
    assert [one["name"] for one in member.get("/playlists").items] == ["Evenings"]
    library.rest()
    assert member.get(f"/media/{item['id']}/thumbnail").status == 200


def test_two_gateways_keep_answers_and_drop_them(stack, admin, library):
    item = library.item(PHOTO)
    path = f"/media/{item['id']}"
    with Replica(stack.pids("gateway")[0]) as other:
        here, there = Api(stack.base, admin.token), Api(other.base, admin.token)
        for title in ("Once", "Twice", item["title"]):
            eventually(lambda: there.get(path)["X-Cache"] == "HIT")
            position = here.patch(path, {"title": title})["MN-Position"]
            assert there.get(path, headers={"MN-Position": position}).json["title"] == title
            # Heard, without a position to bring.
            eventually(lambda title=title: there.get(path).json["title"] == title)


def killing(cluster, key, stack, admin, library, work):
    """Kills the master of a key, does the work until it succeeds, and returns how long that took."""
    cluster.kill(cluster.owner(key))
    started = time.monotonic()
    eventually(work, 30)
    return time.monotonic() - started


def test_a_master_dies_and_all_goes_on(cluster, stack, admin, library):
    item = library.item(PHOTO)
    with Replica(stack.pids("gateway")[0]) as other, Follower(admin) as events:
        here, there = Api(stack.base, admin.token), Api(other.base, admin.token)
        there.get(f"/media/{item['id']}")
        # It has the requests of media, which most of what follows goes through.
        took = killing(cluster, "mn:{media}:requests", stack, admin, library, lambda: here.patch(f"/media/{item['id']}", {"title": "After"}).status == 200)
        print(f"writes go on after {took:.1f} s")
        eventually(lambda: there.get(f"/media/{item['id']}").json.get("title") == "After", 20)
        assert here.patch(f"/media/{item['id']}", {"title": item["title"]}).status == 200
        eventually(lambda: there.get(f"/media/{item['id']}").json["title"] == item["title"], 20)
        playlist = eventually(lambda: (made := here.post("/playlists", {"name": "Later"})).status == 201 and made.json["id"], 20)
        events.wait_for(lambda event: event.data.get("id") == playlist, 30)
        library.add(PHOTO)
        job = finished(admin, library.start_scan(), 60)
        assert job["state"] == "completed", job
    member = register(admin, name="Late")
    assert sign_in(Api(stack.base), member.email).get("/users/me").json["name"] == "Late"
    assert admin.outside.get("/health/ready").status == 200
