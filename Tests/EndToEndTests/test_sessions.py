from api import Api, sign_in
from expect import eventually, problem


def refresh(api, token):
    return api.anonymous.post("/auth/refresh", {"refreshToken": token})


def refused_soon(caller):
    """Within the second that the API promises."""
    eventually(lambda: caller.get("/users/me").status == 401, within=1)


def test_a_refresh_rotates_both_tokens(member):
    answer = refresh(member, member.login["refreshToken"])
    assert answer.status == 200
    assert set(answer.json) == {"token", "refreshToken", "expiresIn", "user"}
    assert answer.json["refreshToken"] != member.login["refreshToken"]
    assert "no-store" in answer["Cache-Control"]
    assert Api(member.base, answer.json["token"]).get("/users/me").json["id"] == member.user["id"]


def test_a_replayed_refresh_token_ends_the_whole_family(member):
    stolen = member.login["refreshToken"]
    renewed = refresh(member, stolen).json
    problem(refresh(member, stolen), 401)
    problem(refresh(member, renewed["refreshToken"]), 401)
    refused_soon(Api(member.base, renewed["token"]))
    refused_soon(member)


def test_a_replay_leaves_other_sessions_alone(member):
    elsewhere = sign_in(member, member.email)
    refresh(member, member.login["refreshToken"])
    refresh(member, member.login["refreshToken"])
    refused_soon(member)
    assert elsewhere.get("/users/me").status == 200


def test_an_invented_refresh_token_is_refused(member):
    for token in ("", "nonsense", "a" * 5000, member.token):
        reply = refresh(member, token)
        assert reply.status in (401, 422)
        problem(reply, reply.status)


def test_a_logout_ends_this_session_and_no_other(member):
    elsewhere = sign_in(member, member.email)
    assert member.post("/auth/logout").status == 204
    refused_soon(member)
    problem(refresh(member, member.login["refreshToken"]), 401)
    assert elsewhere.get("/users/me").status == 200


def test_sessions_are_listed_and_can_be_ended_one_by_one(member):
    elsewhere = sign_in(member, member.email)
    sessions = member.get("/users/me/sessions").items
    assert len(sessions) == 2
    assert sum(session["isCurrent"] for session in sessions) == 1
    assert all("token" not in key.lower() for session in sessions for key in session)
    other = next(session for session in sessions if not session["isCurrent"])
    assert member.delete(f"/users/me/sessions/{other['id']}").status == 204
    refused_soon(elsewhere)
    assert len(member.get("/users/me/sessions").items) == 1
    assert member.get("/users/me").status == 200


def test_a_stranger_cannot_end_a_session(member, new_member):
    session = member.get("/users/me/sessions").items[0]
    problem(new_member().delete(f"/users/me/sessions/{session['id']}"), 404)
    assert member.get("/users/me").status == 200
