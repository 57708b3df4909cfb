"""What tests expect in more than one place."""
import time


def problem(reply, status, kind=None):
    """The reply is that error, told as RFC 9457 says. Returns it decoded."""
    assert reply.status == status, (reply.status, reply.body)
    assert reply["Content-Type"].split(";")[0] == "application/problem+json"
    told = reply.json
    assert told["status"] == status
    assert isinstance(told["title"], str) and told["title"]
    assert isinstance(told["type"], str) and told["type"]
    if kind:
        assert told["type"].endswith(f"/{kind}"), told
    if status == 401:
        assert reply["WWW-Authenticate"]
    return told


def wrong_fields(reply):
    """The names of the fields that a 422 complains about."""
    told = problem(reply, 422, "invalid")
    assert all(set(error) == {"field", "message"} and error["message"] for error in told["errors"])
    return {error["field"] for error in told["errors"]}


def eventually(check, within=10.0):
    """Waits for `check` to return something true, and returns it."""
    deadline = time.monotonic() + within
    while True:
        outcome = check()
        if outcome:
            return outcome
        assert time.monotonic() < deadline, f"not within {within} s"
        time.sleep(0.05)
