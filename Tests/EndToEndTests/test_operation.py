"""What operators and every client see: health, request ids, headers that stand everywhere."""
import uuid

import pytest


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/health"])
def test_health_is_open_and_well(admin, path):
    assert admin.anonymous.outside.get(path).status == 200


def test_the_health_report_names_its_checks(admin):
    report = admin.anonymous.outside.get("/health").json
    assert report["status"] in ("healthy", "degraded")
    assert report["checks"]


def test_a_sane_request_id_comes_back(member):
    sent = uuid.uuid4().hex
    assert member.get("/users/me", headers={"X-Request-ID": sent})["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", [None, "", "x" * 1000, "a b\tc", "<script>"])
def test_a_request_without_a_sane_id_gets_one(member, sent):
    told = member.get("/users/me", headers={} if sent is None else {"X-Request-ID": sent})["X-Request-ID"]
    assert told and told != sent


def test_no_two_requests_share_an_id(member):
    assert len({member.get("/users/me")["X-Request-ID"] for _ in range(50)}) == 50


def test_errors_and_answers_alike_carry_id_and_nosniff(member):
    for reply in (member.get("/users/me"), member.get("/nothing"), member.anonymous.get("/media"), member.post("/playlists", {})):
        assert reply["X-Request-ID"] and reply["X-Content-Type-Options"] == "nosniff"
