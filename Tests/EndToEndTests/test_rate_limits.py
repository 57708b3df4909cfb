"""A system whose limits are so low that a test reaches them. Tokens come back so slowly that none does meanwhile."""
import pytest

from api import PASSWORD, Api, new_email, register
from expect import problem
from stack import Stack

SIGN_INS, ANONYMOUS, OF_A_USER = 12, 20, 30


@pytest.fixture(scope="module")
def hurried():
    limits = {"SIGN_IN": SIGN_INS, "ANONYMOUS": ANONYMOUS, "USER": OF_A_USER}
    settings = {f"RATE_LIMIT_{name}_PER_MINUTE": "1" for name in limits}
    settings |= {f"RATE_LIMIT_{name}_BURST": str(burst) for name, burst in limits.items()}
    with Stack(**settings) as stack:
        yield Api(stack.base)


@pytest.fixture(scope="module")
def user(hurried):
    return register(hurried)


def standing(reply):
    return [int(reply[f"RateLimit-{field}"]) for field in ("Limit", "Remaining", "Reset")]


def until_refused(ask, limit):
    """The answers, of which the last one is the refusal. A token may come back while it runs."""
    replies = []
    while not replies or replies[-1].status != 429:
        replies.append(ask())
        assert len(replies) <= limit + 3
    return replies


def told_when(reply, limit):
    problem(reply, 429, "too-many-requests")
    assert 1 <= int(reply["Retry-After"]) <= 60
    assert standing(reply) == [limit, 0, int(reply["Retry-After"])]


def test_a_user_has_so_many_requests(user):
    replies = until_refused(lambda: user.get("/users/me"), OF_A_USER)
    remaining = [standing(reply)[1] for reply in replies]
    assert remaining == sorted(remaining, reverse=True) and remaining[0] == OF_A_USER - 1
    told_when(replies[-1], OF_A_USER)
    problem(user.post("/playlists", {"name": "Too much"}), 429)


def test_whoever_is_not_signed_in_counts_by_address(hurried, user):
    replies = until_refused(lambda: Api(hurried.base, "nonsense").get("/users/me"), ANONYMOUS)
    assert {reply.status for reply in replies[:-1]} == {401}
    told_when(replies[-1], ANONYMOUS)
    problem(hurried.get("/users/me", headers={"X-Forwarded-For": "203.0.113.1"}), 429)


def test_signing_in_has_a_limit_of_its_own(hurried, user):
    credentials = {"email": new_email(), "password": PASSWORD}
    replies = until_refused(lambda: hurried.post("/auth/login", credentials), SIGN_INS)
    told_when(replies[-1], SIGN_INS)
    problem(hurried.post("/auth/login", {"email": user.email, "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.1"}), 429)
    problem(hurried.post("/auth/refresh", {"refreshToken": "x"}), 429)


def test_health_is_told_however_often(hurried):
    for _ in range(3 * ANONYMOUS):
        reply = hurried.outside.get("/health/live")
        assert reply.status == 200 and reply["RateLimit-Limit"] is None


def test_failed_logins_of_one_account_are_told_in_the_same_fields(admin, new_member):
    """On the system of all tests, where only auth's own limit is reached."""
    member = new_member()
    wrong = {"email": member.email, "password": "not the password"}
    replies = until_refused(lambda: admin.anonymous.post("/auth/login", wrong), 10)
    assert {reply.status for reply in replies[:-1]} == {401}
    problem(replies[-1], 429)
    wait = int(replies[-1]["Retry-After"])
    assert 1 <= wait <= 15 * 60 and standing(replies[-1])[1:] == [0, wait]
