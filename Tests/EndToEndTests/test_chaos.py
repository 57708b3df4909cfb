"""A short storm with real faults, and the judge of storms with histories that are wrong on purpose."""
import os

import pytest

from chaos import Storm
from faults import BRIEF, DISK, HUNG, KILLED, SLOW, STORES, plan
from truth import is_at_rest, violations

SEED = int(os.environ.get("MEDIANEST_CHAOS_SEED", "7"))


@pytest.mark.timeout(300)
def test_a_storm_loses_nothing_and_doubles_nothing():
    storm = Storm(SEED, 40, 6, BRIEF)
    storm.run()
    print("\n" + storm.report())
    assert not storm.broken, storm.report() + "\n" + storm.log
    assert len(storm.told) >= 5 and storm.writes > 20


def test_a_plan_is_made_of_its_seed_alone_and_leaves_nothing_out():
    assert plan(3, 300) == plan(3, 300) != plan(4, 300)
    assert {one.what for one in plan(3, 300)} == {*KILLED, *HUNG, *STORES, *SLOW, *DISK}
    assert sum(one.pause + one.seconds for one in plan(3, 40)) <= 40


def well():
    """Facts of which nothing is to be said."""
    item = ("m1", "photo", "upload", "Dawn", "", "", "", "/t/1")
    return {
        "outbox": {"media": 0}, "pending": {"mn:{media}:events": {"playlists": (0, 0)}}, "dead": {}, "media": [item], "copies": [item],
        "jobs": {"scan": {"waiting": 0, "delayed": 0, "parked": 0, "active": 0, "failed": []}},
        "users": [("u1", "Ann")], "owners": [("u1", "Ann")], "recipients": [("u1", "Ann")], "plays": {"m1": 2}, "uploads": [("h1", "1")],
        "unpictured": [], "notifications": [("j2", "job-failed", "1")], "scans": [("j1", "finished"), ("j3", "finished")], "told of scans": 2,
        "counts": [("p1", "1", "1")], "leftovers": [],
    }


TOLD = {"plays": {"m1": 2}, "scans": {"j1"}}
WRONG = {
    "a fact that was never published": ({"outbox": {"media": 1}}, "outbox of media"),
    "an entry that nobody acknowledged": ({"pending": {"mn:{media}:requests": {"responders": (1, 0)}}}, "1 entries pending"),
    "an event that nobody read": ({"pending": {"mn:{media}:events": {"playlists": (0, 3)}}}, "3 to read"),
    "a dead letter": ({"dead": {"mn:{media}:requests:dead": 1}}, "dead letters"),
    "a job that is stuck": ({"jobs": {"scan": {"waiting": 1, "delayed": 0, "parked": 0, "active": 0, "failed": []}}}, "still waiting"),
    "a job that failed": ({"jobs": {"scan": {"waiting": 0, "delayed": 0, "parked": 0, "active": 0, "failed": ["no"]}}}, "has failed: no"),
    "a stale copy": ({"copies": [("m1", "photo", "upload", "Dusk", "", "", "", "/t/1")]}, "copy of media differs"),
    "a copy that is missing": ({"copies": []}, "copy of media differs"),
    "an owner of an old name": ({"owners": [("u1", "Bob")]}, "copy of users differs"),
    "a play that was lost": ({"plays": {"m1": 1}}, "played 2 times, and 1"),
    "a play that was counted twice": ({"plays": {"m1": 3}}, "played 2 times, and 3"),
    "a play of nobody": ({"plays": {"m1": 2, "m2": 1}}, "m2 was played 0 times"),
    "an upload that is there twice": ({"uploads": [("h1", "2")]}, "is there 2 times"),
    "an upload without thumbnails": ({"unpictured": [("m1", "pending")]}, "has no thumbnails"),
    "a job that nobody ended": ({"jobs": {"scan": {"waiting": 0, "delayed": 0, "parked": 0, "active": 1, "failed": []}}}, "still active"),
    "a notification that came twice": ({"notifications": [("j2", "job-failed", "2")]}, "2 notifications"),
    "a scan that was told of twice": ({"told of scans": 3}, "2 scans have ended, and 3"),
    "a scan that nobody was told of": ({"told of scans": 1}, "2 scans have ended, and 1"),
    "a scan that never began": ({"scans": [("j3", "finished")], "told of scans": 1}, "j1 was asked for and is unknown"),
    "a count that is wrong": ({"counts": [("p1", "2", "1")]}, "counts 2 items and has 1"),
    "half a file": ({"leftovers": ["x.part"]}, "left behind"),
}


def test_nothing_is_said_of_what_is_well():
    assert list(violations(well(), TOLD)) == []
    assert is_at_rest(well())


@pytest.mark.parametrize("change, word", WRONG.values(), ids=[name.replace(" ", "-") for name in WRONG])
def test_what_is_wrong_is_named(change, word):
    said = list(violations(well() | change, TOLD))
    assert len(said) == 1 and word in said[0], said
