import pytest

from api import PASSWORD, sign_in
from expect import eventually, problem, wrong_fields


def test_an_administrator_walks_all_users(admin, new_member):
    made = {new_member().user["id"] for _ in range(3)}
    listed = [user["id"] for page in admin.walk("/users", limit=2) for user in page["items"]]
    assert len(listed) == len(set(listed))
    assert made | {admin.user["id"]} <= set(listed)


def test_a_suspension_takes_effect_within_a_second_and_can_be_lifted(admin, member):
    answer = admin.patch(f"/users/{member.user['id']}", {"status": "suspended"})
    assert answer.status == 200
    assert answer.json["status"] == "suspended"
    eventually(lambda: member.get("/users/me").status in (401, 403), within=1)
    login = member.anonymous.post("/auth/login", {"email": member.email, "password": PASSWORD})
    assert login.status in (401, 403)
    assert admin.patch(f"/users/{member.user['id']}", {"status": "active"}).json["status"] == "active"
    assert sign_in(member, member.email).get("/users/me").status == 200


def test_a_promoted_user_is_let_in(admin, member):
    problem(member.get("/users"), 403, "forbidden")
    assert admin.patch(f"/users/{member.user['id']}", {"role": "admin"}).json["role"] == "admin"
    eventually(lambda: sign_in(member, member.email).get("/users").status == 200, within=2)
    assert admin.patch(f"/users/{member.user['id']}", {"role": "user"}).json["role"] == "user"
    eventually(lambda: member.get("/users").status in (401, 403), within=1)


def test_roles_and_states_that_do_not_exist_are_refused(admin, member):
    path = f"/users/{member.user['id']}"
    assert wrong_fields(admin.patch(path, {"role": "owner"})) == {"role"}
    assert wrong_fields(admin.patch(path, {"status": "asleep"})) == {"status"}


def test_an_unknown_user_is_not_found(admin):
    problem(admin.patch("/users/0190a5b4-0000-7000-8000-000000000000", {"status": "active"}), 404)


@pytest.mark.parametrize("method, path, body", [
    ("GET", "/users", None),
    ("PATCH", "/users/{self}", {"role": "admin"}),
    ("GET", "/libraries", None),
    ("POST", "/libraries", {"name": "Mine", "path": "/"}),
    ("POST", "/libraries/0190a5b4-0000-7000-8000-000000000000/scan", None),
    ("PATCH", "/media/0190a5b4-0000-7000-8000-000000000000", {"title": "Mine"}),
    ("DELETE", "/media/0190a5b4-0000-7000-8000-000000000000", None),
])
def test_what_is_for_administrators_is_refused_to_others(member, method, path, body):
    problem(member.request(method, path.replace("{self}", member.user["id"]), json=body), 403, "forbidden")


def test_an_upload_is_refused_to_others_before_its_body_is_read(member):
    problem(member.announce("POST", "/media?filename=a.jpg", {"Content-Length": "100000000"}), 403)
