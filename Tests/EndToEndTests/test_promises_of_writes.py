"""`If-Match`, `Idempotency-Key` and reading one's own writes."""
import concurrent.futures
import uuid

from expect import eventually, problem


def new_playlist(api, name="Promised"):
    return f"/playlists/{api.post('/playlists', {'name': name}).json['id']}"


def test_a_lost_update_is_refused(member):
    path = new_playlist(member)
    seen = member.get(path)["ETag"]
    assert member.patch(path, {"name": "First"}, headers={"If-Match": seen}).status == 200
    problem(member.patch(path, {"name": "Second"}, headers={"If-Match": seen}), 412, "precondition-failed")
    problem(member.delete(path, headers={"If-Match": seen}), 412)
    assert member.get(path).json["name"] == "First"
    assert member.delete(path, headers={"If-Match": member.get(path)["ETag"]}).status == 204


def test_any_version_will_do_for_a_star_and_one_of_several_tags_is_enough(member):
    path = new_playlist(member)
    assert member.patch(path, {"name": "Star"}, headers={"If-Match": "*"}).status == 200
    tags = f'"something-else", {member.get(path)["ETag"]}'
    assert member.patch(path, {"name": "Listed"}, headers={"If-Match": tags}).status == 200


def test_the_tag_of_an_unchanged_playlist_saves_its_body(member):
    path = new_playlist(member)
    tag = member.get(path)["ETag"]
    again = member.get(path, headers={"If-None-Match": tag})
    assert (again.status, again.body, again["ETag"]) == (304, b"", tag)
    member.patch(path, {"name": "Changed"})
    assert member.get(path, headers={"If-None-Match": tag}).status == 200


def test_the_same_key_and_body_replays_the_first_answer(member):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first, second = (member.post("/playlists", {"name": "Once"}, headers=key) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert len(member.get("/playlists").items) == 1


def test_the_same_key_with_another_body_is_refused(member):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    member.post("/playlists", {"name": "Once"}, headers=key)
    problem(member.post("/playlists", {"name": "Twice"}, headers=key), 422, "idempotency-key-reused")


def test_a_key_belongs_to_one_user_and_one_route(member, new_member):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    mine = member.post("/playlists", {"name": "Same"}, headers=key).json
    theirs = new_member().post("/playlists", {"name": "Same"}, headers=key).json
    assert mine["id"] != theirs["id"]


def test_a_refusal_is_not_kept(member):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    problem(member.post("/playlists", {"name": ""}, headers=key), 422, "invalid")
    assert member.post("/playlists", {"name": "Now"}, headers=key).status == 201


def test_a_storm_of_the_same_request_makes_one_playlist(member):
    key = {"Idempotency-Key": uuid.uuid4().hex}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: member.post("/playlists", {"name": "Storm"}, headers=key), range(16)))
    assert {answer.status for answer in answers} <= {201, 409}
    assert len({answer.json["id"] for answer in answers if answer.status == 201}) == 1
    for answer in answers:
        if answer.status == 409:
            problem(answer, 409, "still-running")
            assert int(answer["Retry-After"]) >= 0
    assert len(member.get("/playlists").items) == 1


def test_every_write_is_seen_by_the_next_read(member):
    path = new_playlist(member)
    for number in range(50):
        written = member.patch(path, {"name": f"Version {number}"})
        assert written["MN-Position"]
        assert member.get(path).json["name"] == f"Version {number}"
        assert member.get("/playlists").items[0]["name"] == f"Version {number}"


def test_a_position_is_honoured_and_nonsense_is_harmless(member):
    path = new_playlist(member)
    position = member.patch(path, {"name": "Positioned"})["MN-Position"]
    assert member.get(path, headers={"MN-Position": position}).json["name"] == "Positioned"
    assert member.get(path, headers={"MN-Position": "nonsense"}).status in (200, 400)


def test_concurrent_changes_lose_nothing(member):
    path = new_playlist(member)

    def add_one_version(_):
        def once():
            tag = member.get(path)["ETag"]
            reply = member.patch(path, {"description": uuid.uuid4().hex}, headers={"If-Match": tag})
            assert reply.status in (200, 412), reply.body
            return reply.status == 200
        eventually(once, within=30)

    before = member.get(path).json["version"]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one_version, range(12)))
    assert member.get(path).json["version"] == before + 12
