"""Pushed notifications, with a push service and browsers of this machine."""
import pathlib
import tempfile
import time
import uuid

import pytest

from api import Api, register, sign_in
from expect import eventually, problem, wrong_fields
from library import Library
from push_service import Browser, PushService, make_certificate, unb64, vapid
from stack import Stack

TIMEOUT_SECONDS = 1


@pytest.fixture(scope="module")
def certificate():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        yield make_certificate(pathlib.Path(folder))


@pytest.fixture(scope="module")
def own(certificate):
    """A system that may push to this machine; its first user."""
    settings = {"PUSH_ALLOW_PRIVATE": "true", "PUSH_CA_FILE": str(certificate[0]), "PUSH_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS)}
    with Stack(VAPID_SUBJECT="mailto:operator@example.org", **settings) as stack:
        yield stack, register(Api(stack.base), name="The First")


@pytest.fixture(scope="module")
def service(certificate):
    running = PushService(certificate)
    yield running
    running.stop()


@pytest.fixture
def user(own):
    """A new administrator: whoever asks for a scan is notified."""
    _, first = own
    account = register(first)
    assert first.patch(f"/users/{account.user['id']}", {"role": "admin"}).status == 200
    return sign_in(first, account.email)


@pytest.fixture
def library(own, user):
    return Library(user, own[0].media)


def test_a_browser_can_read_what_it_is_sent(own, user, library, service):
    browser = Browser(service)
    told = browser.subscribe(user, **{"User-Agent": "Browser/1"})
    assert told["origin"] == service.origin and told["userAgent"] == "Browser/1" and "lastSuccessAt" not in told
    assert browser.endpoint not in str(told) and browser.subscription["keys"]["auth"] not in str(told)
    library.scan()
    delivery, = browser.wait()
    notification, = user.get("/notifications").items
    assert browser.read(delivery) == notification and notification["type"] == "scan-finished"
    headers = delivery.headers
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("86400", "normal", "aes128gcm")
    assert headers["Topic"] == notification["id"].replace("-", "")
    eventually(lambda: user.get("/push/subscriptions").items[0].get("lastSuccessAt"))


def test_the_push_service_learns_who_sends(user, library, service):
    key = user.get("/push/key").json["publicKey"]
    assert len(unb64(key)) == 65 and unb64(key)[0] == 4
    browser = Browser(service)
    browser.subscribe(user)
    library.scan()
    claims, sender = vapid(browser.wait()[0])
    assert sender == key == user.get("/push/key").json["publicKey"]
    assert claims["aud"] == service.origin and claims["sub"] == "mailto:operator@example.org"
    assert 0 < claims["exp"] - time.time() <= 24 * 3600


def test_plain_http_will_do_where_private_push_services_are_allowed(user, library):
    plain = PushService()
    browser = Browser(plain)
    browser.subscribe(user)
    library.scan()
    assert browser.read(browser.wait()[0])["type"] == "scan-finished"
    plain.stop()


def test_nothing_is_sent_to_who_cannot_show_a_certificate(user, library, service):
    with tempfile.TemporaryDirectory() as folder:
        impostor = PushService(make_certificate(pathlib.Path(folder)))
    browser, other = Browser(impostor), Browser(service)
    browser.subscribe(user)
    library.scan()
    other.subscribe(user)
    library.scan()
    other.wait()
    assert not impostor.deliveries
    impostor.stop()


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_forgotten(user, library, service, status):
    gone, other = Browser(service, (status, {})), Browser(service)
    gone.subscribe(user)
    other.subscribe(user)
    library.scan()
    gone.wait()
    eventually(lambda: [kept["id"] for kept in user.get("/push/subscriptions").items] == [other.id])
    library.scan()
    other.wait(2)
    assert len(service.to(gone)) == 1


def test_a_service_that_asks_for_time_is_given_it(user, library, service):
    browser = Browser(service, (429, {"Retry-After": "4"}), (201, {}))
    browser.subscribe(user)
    library.scan()
    first, second = browser.wait(2)
    assert 4 <= second.at - first.at < 8
    assert browser.read(first) == browser.read(second)
    assert first.body != second.body, "no two messages share key or salt"


def test_a_service_that_fails_is_tried_again(user, library, service):
    browser = Browser(service, (500, {}), (201, {}))
    browser.subscribe(user)
    library.scan()
    browser.wait(2)
    eventually(lambda: user.get("/push/subscriptions").items[0].get("lastSuccessAt"))


@pytest.mark.parametrize("status", [400, 403, 413])
def test_what_is_refused_is_not_tried_again_and_the_subscription_stays(user, library, service, status):
    browser, other = Browser(service, (status, {})), Browser(service)
    browser.subscribe(user)
    library.scan()
    browser.wait()
    other.subscribe(user)
    library.scan()
    other.wait()
    browser.wait(2)
    assert len(service.to(browser)) == 2, "one for each notification"
    assert len(user.get("/push/subscriptions").items) == 2


def test_a_redirection_is_not_followed(user, library, service):
    target = Browser(service)
    browser = Browser(service, (307, {"Location": target.endpoint}))
    browser.subscribe(user)
    library.scan()
    browser.wait()
    last = Browser(service)
    last.subscribe(user)
    library.scan()
    last.wait()
    assert not service.to(target)


def test_a_slow_service_is_left_in_time_and_holds_nobody_up(user, library, service):
    slow, quick = Browser(service, (None, {})), Browser(service)
    slow.subscribe(user)
    quick.subscribe(user)
    library.scan()
    quick.wait()
    delivery, = slow.wait()
    eventually(lambda: delivery.left)
    assert delivery.left - delivery.at < TIMEOUT_SECONDS + 2


def test_the_same_endpoint_is_the_same_subscription(user, service):
    browser = Browser(service)
    first = browser.subscribe(user)
    assert browser.subscribe(user)["id"] == first["id"]
    assert [kept["id"] for kept in user.get("/push/subscriptions").items] == [first["id"]]


def test_an_endpoint_passes_to_who_signs_in_at_its_browser(own, user, service):
    browser = Browser(service)
    first = browser.subscribe(user)
    other = register(own[1])
    assert browser.subscribe(other)["id"] != first["id"]
    assert user.get("/push/subscriptions").items == [] and len(other.get("/push/subscriptions").items) == 1
    thief = Browser(service)
    thief.endpoint = browser.endpoint
    problem(user.post("/push/subscriptions", thief.subscription), 409, "conflict")
    assert len(other.get("/push/subscriptions").items) == 1


def test_a_user_has_so_many_at_most(own, service):
    account = register(own[1])
    ids = [Browser(service).subscribe(account)["id"] for _ in range(22)]
    assert [kept["id"] for kept in account.get("/push/subscriptions").items] == ids[2:]


def test_a_subscription_that_was_given_up_gets_nothing(user, library, service):
    browser, other = Browser(service), Browser(service)
    browser.subscribe(user)
    other.subscribe(user)
    assert user.delete(f"/push/subscriptions/{browser.id}").status == 204
    problem(user.delete(f"/push/subscriptions/{browser.id}"), 404, "not-found")
    library.scan()
    other.wait()
    assert not service.to(browser)


def test_nobody_gives_up_anothers_subscription(own, user, service):
    browser = Browser(service)
    browser.subscribe(user)
    problem(register(own[1]).delete(f"/push/subscriptions/{browser.id}"), 404, "not-found")
    problem(user.anonymous.delete(f"/push/subscriptions/{browser.id}"), 401)
    assert [kept["id"] for kept in user.get("/push/subscriptions").items] == [browser.id]


def test_a_key_makes_one_subscription_of_two_requests(user, service):
    key, browser = uuid.uuid4().hex, Browser(service)
    first = browser.subscribe(user, **{"Idempotency-Key": key})
    assert user.delete(f"/push/subscriptions/{first['id']}").status == 204
    assert browser.subscribe(user, **{"Idempotency-Key": key}) == first, "replayed, not done again"
    assert user.get("/push/subscriptions").items == []
    problem(user.post("/push/subscriptions", Browser(service).subscription, headers={"Idempotency-Key": key}), 422, "idempotency-key-reused")


def test_who_wants_no_pushes_gets_none_and_the_list_all_the_same(user, library, service):
    browser, other = Browser(service), Browser(service)
    browser.subscribe(user)
    choices = {"items": [{"type": "scan-finished", "push": False}]}
    assert user.put("/users/me/notification-preferences", choices).status == 200
    library.scan()
    eventually(lambda: len(user.get("/notifications").items) == 1)
    assert user.put("/users/me/notification-preferences", {"items": []}).status == 200
    other.subscribe(user)
    library.scan()
    other.wait()
    assert len(browser.wait()) == 1 and len(service.to(browser)) == 1


def test_nothing_is_pushed_to_who_is_suspended(own, user, service):
    account = register(own[1])
    Browser(service).subscribe(account)
    assert own[1].patch(f"/users/{account.user['id']}", {"status": "suspended"}).status == 200
    time.sleep(1)  # there is no signal: the one who could look is suspended
    assert own[1].patch(f"/users/{account.user['id']}", {"status": "active"}).status == 200
    account = sign_in(own[1], account.email)
    assert account.get("/push/subscriptions").items == []


@pytest.mark.parametrize("host", [
    "127.0.0.1", "[::1]", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "[fd00::1]", "[fe80::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost", "LOCALHOST", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1",
    "localhost.", "127.0.0.1.", "no-such-host.invalid",
])
def test_private_endpoints_are_refused_unless_they_are_allowed(member, service, host):
    browser = Browser(service)
    browser.endpoint = f"https://{host}/send/1"
    assert wrong_fields(member.post("/push/subscriptions", browser.subscription)) == {"endpoint"}
    assert member.get("/push/subscriptions").items == []


@pytest.mark.parametrize("endpoint", [
    "", "nonsense", "http://push.example.org/x", "ftp://push.example.org/x", "file:///etc/passwd", "https://push.example.org:6379/x",
    "https://user@push.example.org/", "https://push.example.org/#x", "https://push.example.org/a\r\nb", "https://" + "a" * 3000,
])
def test_odd_endpoints_are_refused(member, service, endpoint):
    browser = Browser(service)
    browser.endpoint = endpoint
    assert wrong_fields(member.post("/push/subscriptions", browser.subscription)) == {"endpoint"}


def test_wrong_keys_are_named(own, user, service):
    sent = Browser(service).subscription
    sent["keys"] = {"p256dh": "AAAA", "auth": "!"}
    assert wrong_fields(user.post("/push/subscriptions", sent)) & {"keys.p256dh", "keys.auth"}
    del sent["keys"]["auth"]
    assert wrong_fields(user.post("/push/subscriptions", sent)) == {"keys.auth"}
    problem(user.anonymous.post("/push/subscriptions", sent), 401)
