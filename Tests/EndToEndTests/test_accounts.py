import pytest

from api import PASSWORD, Api, new_email, register, sign_in
from expect import eventually, problem, wrong_fields


def test_the_first_account_is_the_administrator_and_later_ones_are_not(admin, member):
    assert admin.user["role"] == "admin"
    assert member.user["role"] == "user"


def test_registering_answers_the_user_and_nothing_secret(admin):
    email = new_email()
    answer = admin.anonymous.post("/auth/register", {"email": email, "password": PASSWORD, "name": "Ada"})
    assert answer.status == 201
    assert set(answer.json) == {"user"}
    assert set(answer.json["user"]) == {"id", "email", "name", "role", "status", "createdAt"}
    assert (answer.json["user"]["email"], answer.json["user"]["name"], answer.json["user"]["status"]) == (email, "Ada", "active")


def test_a_name_is_not_required(admin):
    assert admin.anonymous.post("/auth/register", {"email": new_email(), "password": PASSWORD}).status == 201


def test_an_address_is_taken_once_whatever_its_case(admin):
    email = new_email("taken")
    register(admin, email)
    again = admin.anonymous.post("/auth/register", {"email": email.upper(), "password": PASSWORD})
    problem(again, 409, "conflict")
    assert sign_in(admin, email.title()).user["email"].lower() == email


@pytest.mark.parametrize("password", ["short", "ninechars", "password123", "1234567890"])
def test_weak_passwords_are_refused(admin, password):
    assert wrong_fields(admin.anonymous.post("/auth/register", {"email": new_email(), "password": password})) == {"password"}


@pytest.mark.parametrize("email", ["", "nobody", "a@", "@b.example", "a b@c.example", "x" * 400 + "@example.org"])
def test_what_is_no_address_is_refused(admin, email):
    assert wrong_fields(admin.anonymous.post("/auth/register", {"email": email, "password": PASSWORD})) == {"email"}


def test_every_wrong_field_is_named_at_once(admin):
    assert wrong_fields(admin.anonymous.post("/auth/register", {"email": "no", "password": "no"})) == {"email", "password"}


def test_login_answers_tokens_that_no_cache_keeps(member):
    answer = member.anonymous.post("/auth/login", {"email": member.email, "password": PASSWORD})
    assert answer.status == 200
    assert set(answer.json) == {"token", "refreshToken", "expiresIn", "user"}
    assert answer.json["expiresIn"] > 0
    assert "no-store" in answer["Cache-Control"]


def test_a_failed_login_does_not_say_which_half_was_wrong(member):
    wrong_password = member.anonymous.post("/auth/login", {"email": member.email, "password": "not the password"})
    unknown_address = member.anonymous.post("/auth/login", {"email": new_email(), "password": "not the password"})
    told = [problem(reply, 401) for reply in (wrong_password, unknown_address)]
    assert [{**one, "instance": None} for one in told][0] == {**told[1], "instance": None}


def test_the_cookie_of_a_login_reads_and_never_writes(member):
    login = member.anonymous.post("/auth/login", {"email": member.email, "password": PASSWORD})
    cookie, *attributes = [part.strip() for part in login["Set-Cookie"].split(";")]
    kept = {attribute.lower() for attribute in attributes}
    assert {"httponly", "samesite=strict", "path=/api/v1"} <= kept
    browser = {"Cookie": cookie}
    assert member.anonymous.get("/users/me", headers=browser).json["id"] == member.user["id"]
    problem(member.anonymous.post("/playlists", {"name": "Forged"}, headers=browser), 401)


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer a.b.c"])
def test_without_a_valid_token_nothing_private_is_told(admin, header):
    problem(admin.anonymous.get("/users/me", headers={"Authorization": header} if header else {}), 401)


def test_a_token_in_the_query_is_not_read(member):
    problem(member.anonymous.get("/users/me", token=member.token), 401)


def test_a_token_whose_signature_was_touched_is_refused(member):
    head, payload, signature = member.token.split(".")
    middle = len(signature) // 2
    touched = signature[:middle] + ("A" if signature[middle] != "A" else "B") + signature[middle + 1:]
    problem(Api(member.base, f"{head}.{payload}.{touched}").get("/users/me"), 401)


def test_a_profile_can_be_read_and_renamed(member):
    assert member.get("/users/me").json == member.get("/users/profile").json == member.user
    assert member.patch("/users/me", {"name": "Grace"}).json["name"] == "Grace"
    assert member.get("/users/me").json["name"] == "Grace"


def test_a_new_password_ends_every_other_session(member):
    elsewhere = sign_in(member, member.email)
    changed = member.put("/users/me/password", {"current": PASSWORD, "new": "another long password"})
    assert changed.status == 204, changed.body
    eventually(lambda: elsewhere.get("/users/me").status == 401, within=1)
    assert member.get("/users/me").status == 200
    problem(member.anonymous.post("/auth/login", {"email": member.email, "password": PASSWORD}), 401)
    assert sign_in(member, member.email, "another long password").user["id"] == member.user["id"]


def test_a_new_password_needs_the_current_one(member):
    refused = member.put("/users/me/password", {"current": "not the password", "new": "another long password"})
    assert refused.status in (401, 403, 422)
    problem(refused, refused.status)
    assert sign_in(member, member.email)
