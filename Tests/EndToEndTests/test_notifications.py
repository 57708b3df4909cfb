"""What users are told: the list, who wants what, and that each thing is told once."""
import uuid

import pytest

from api import Api, register, sign_in
from expect import eventually, problem, wrong_fields
from follower import Follower
from library import Library, finished
from stack import Stack

PREFERENCES = "/users/me/notification-preferences"
DEFAULTS = [
    {"type": "scan-finished", "inbox": True, "push": True, "email": True},
    {"type": "job-failed", "inbox": True, "push": True, "email": False},
    {"type": "new-media", "inbox": False, "push": False, "email": False},
]


@pytest.fixture
def scanner(library, admin, member):
    """A new administrator and the library as they see it: whoever asks for a scan is told of its end."""
    assert admin.patch(f"/users/{member.user['id']}", {"role": "admin"}).status == 200
    user = sign_in(admin, member.email)
    return user, Library(user, library.folder)


def listed(api, count, **query):
    """The list once it has so many."""
    return eventually(lambda: len(found := api.get("/notifications", **query).items) >= count and found)


def test_who_asked_for_a_scan_is_told_once(scanner, admin, new_member):
    user, library = scanner
    stranger = new_member()
    library.add("Photos/Dawn.jpg")
    result = library.scan()["result"]
    notification, = listed(user, 1)
    assert notification["type"] == "scan-finished" and notification["title"] and notification["body"]
    assert notification["data"]["libraryId"] == library.id and notification["data"]["added"] == result["added"] >= 1
    assert "readAt" not in notification
    library.scan()
    assert len(listed(user, 2)) == 2
    assert stranger.get("/notifications").items == []


def test_a_new_notification_is_seen_at_once_by_its_receiver_alone(scanner, new_member):
    user, library = scanner
    with Follower(user) as events, Follower(new_member()) as others:
        library.scan()
        event = events.wait_for(lambda event: event.name == "notification")
        notification, = listed(user, 1)
        assert event.data["type"] == "notification" and event.data["id"] == notification["id"]
        assert event.data["notification"] == "scan-finished" and event.data["title"] == notification["title"]
        assert not others.named("notification")


def test_who_comes_back_is_told_what_was_missed(scanner):
    user, library = scanner
    with Follower(user) as events:
        pass
    library.scan()
    notification, = listed(user, 1)
    with Follower(user, after=events.last_id) as again:
        assert again.wait_for(lambda event: event.name == "notification").data["id"] == notification["id"]


def test_pages_show_each_once_newest_first(scanner):
    user, library = scanner
    for count in range(1, 5):
        library.scan()
        listed(user, count)
    ids = [item["id"] for item in user.get("/notifications").items]
    pages = list(user.walk("/notifications", limit=1))
    assert [item["id"] for page in pages for item in page["items"]] == ids == sorted(ids, reverse=True)
    cursor = pages[0]["nextCursor"]
    problem(user.get("/notifications", cursor=cursor, unread="true"), 400)
    problem(user.get("/notifications", cursor="nonsense"), 400)
    problem(user.get("/notifications", limit=0), 422)
    problem(user.get("/notifications", unread="perhaps"), 422)


def test_what_was_read_is_read(scanner, new_member):
    user, library = scanner
    for count in (1, 2, 3):
        library.scan()
        newest, *_ = listed(user, count)
    path = f"/notifications/{newest['id']}/read"
    problem(new_member().post(path), 404, "not-found")
    assert user.post(path).status == 204
    read, = user.get("/notifications", unread="false").items
    assert read["id"] == newest["id"] and read["readAt"]
    assert user.post(path).status == 204
    assert user.get("/notifications", unread="false").items == [read], "the first time counts"
    assert len(user.get("/notifications", unread="true").items) == 2
    assert user.post("/notifications/read-all").status == 204
    assert user.get("/notifications", unread="true").items == []
    assert len(user.get("/notifications").items) == 3


def test_what_is_not_there_cannot_be_read(member):
    problem(member.post(f"/notifications/{uuid.uuid4()}/read"), 404, "not-found")
    problem(member.post("/notifications/nonsense/read"), 404, "not-found")
    for path in ("/notifications", PREFERENCES, "/push/key", "/push/subscriptions"):
        problem(member.anonymous.get(path), 401)
    problem(member.anonymous.post("/notifications/read-all"), 401)


def test_choices_replace_what_was_chosen_before(member, new_member):
    assert member.get(PREFERENCES).json == {"items": DEFAULTS}
    chosen = [{"type": "new-media", "inbox": True, "push": True}, {"type": "scan-finished", "email": False}]
    reply = member.put(PREFERENCES, {"items": chosen})
    expected = [DEFAULTS[0] | {"email": False}, DEFAULTS[1], DEFAULTS[2] | {"inbox": True, "push": True}]
    assert reply.status == 200 and reply.json == {"items": expected} == member.get(PREFERENCES).json
    assert new_member().get(PREFERENCES).json == {"items": DEFAULTS}
    assert member.put(PREFERENCES, {"items": []}).json == {"items": DEFAULTS}


@pytest.mark.parametrize("items, field", [
    ([{"type": "nonsense"}], "items[0].type"),
    ([{}], "items[0].type"),
    ([{"type": "new-media", "push": "yes"}], "items[0].push"),
    ([{"type": "new-media"}, {"type": "new-media"}], "items[1].type"),
    ([{"type": "job-failed", "email": True}], "items[0].email"),
    (None, "items"),
])
def test_odd_choices_are_refused(member, items, field):
    assert wrong_fields(member.put(PREFERENCES, {"items": items})) == {field}
    assert member.get(PREFERENCES).json == {"items": DEFAULTS}


def test_who_does_not_want_the_list_finds_nothing_in_it(scanner):
    user, library = scanner
    user.put(PREFERENCES, {"items": [{"type": "scan-finished", "inbox": False}]})
    library.scan()
    user.put(PREFERENCES, {"items": []})
    library.scan()
    # The facts come in order: when the second has arrived, so has the first.
    assert len(listed(user, 1)) == 1


class TestOnAStackOfItsOwn:
    @pytest.fixture(scope="class")
    def own(self):
        with Stack(DIGEST_HOURS="0.001") as stack:
            user = register(Api(stack.base))
            yield stack, user, Library(user, stack.media)

    def test_whose_job_failed_is_told_once(self, own):
        stack, user, library = own
        library.scan()
        listed(user, 1)
        away = stack.folder / "away"
        stack.media.rename(away)
        try:
            job = library.start_scan()
            assert finished(user, job)["state"] == "failed"
            notification, _ = listed(user, 2)
        finally:
            away.rename(stack.media)
        assert notification["type"] == "job-failed" and notification["jobId"] == job
        assert "library-scan" in notification["body"] and notification["data"] == {"job": "library-scan"}
        library.scan()
        assert [item["type"] for item in listed(user, 3)] == ["scan-finished", "job-failed", "scan-finished"]

    def test_a_digest_is_for_those_who_want_it(self, own):
        stack, user, library = own
        wants, other = register(user), register(user)
        assert wants.put(PREFERENCES, {"items": [{"type": "new-media", "inbox": True}]}).status == 200
        library.add("Photos/Dawn.jpg")
        library.scan()
        digests = eventually(lambda: wants.get("/notifications").items, 30)
        assert sum(digest["data"]["added"] for digest in digests) >= 1
        assert {digest["type"] for digest in digests} == {"new-media"}
        assert other.get("/notifications").items == []

    def test_a_worker_that_dies_tells_neither_twice_nor_never(self, own):
        stack, user, library = own
        before = len(user.get("/notifications").items)
        library.add("Photos/Dawn.jpg")
        job = library.start_scan()
        killed = stack.kill("workers")
        eventually(lambda: any(pid != killed for pid in stack.pids("workers")), 30)
        assert finished(user, job)["state"] == "completed"
        listed(user, before + 1)
        library.scan()
        assert len(listed(user, before + 2)) == before + 2
