"""Mail as it arrives: a real SMTP server takes it, and Python's own parser reads it."""
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile
import urllib.request
import uuid
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest

from api import PASSWORD, Api, new_email, register
from expect import eventually, problem
from library import Library
from mailbox import Mailbox, certificate
from stack import BINARIES, Stack

PUBLIC_URL = "https://nest.example.org"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def settings(port, query, credentials="", **more):
    return {"SMTP_URL": f"smtp://{credentials}127.0.0.1:{port}?{query}", "SMTP_FROM": "nest@example.org", "SMTP_FROM_NAME": "Our Nest",
            "PUBLIC_URL": PUBLIC_URL, "SMTP_RETRY_SECONDS": "1", "SMTP_TIMEOUT_SECONDS": "5"} | more


@pytest.fixture(scope="module")
def post():
    """A system whose mail goes over STARTTLS, to a server that lets nobody in without a password."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        pair = certificate(pathlib.Path(folder))
        with Mailbox(tls=pair, user="nest", password="p@ss:word") as mailbox:
            told = settings(mailbox.port, f"tls=required&ca={pair[0]}", "nest:p%40ss%3Aword@")
            with Stack(**told) as stack:
                mailbox.stack, mailbox.admin = stack, register(Api(stack.base), name="The First")
                yield mailbox
                assert "p@ss" not in "".join(stack.lines) and "p%40ss" not in "".join(stack.lines)


def sign_in_with(api, email, user_agent):
    answer = api.anonymous.post("/auth/login", {"email": email, "password": PASSWORD}, {"User-Agent": user_agent})
    assert answer.status == 200, answer.body


def test_a_new_account_is_welcomed(post):
    name, email = 'Zoë "The Cat" 😀 O\'Neil <&>', new_email()
    register(post.admin, email, name)
    letter = post.wait(email, "Welcome")
    assert letter.secure and letter.sender == "nest@example.org"
    assert [(to.display_name, to.addr_spec) for to in letter["To"].addresses] == [(name, email)]
    assert [(sender.display_name, sender.addr_spec) for sender in letter["From"].addresses] == [("Our Nest", "nest@example.org")]
    assert f"Hello {name}," in letter.text and PUBLIC_URL in letter.text
    assert "Hello Zoë &quot;The Cat&quot; 😀 O&#39;Neil &lt;&amp;&gt;," in letter.html and f'href="{PUBLIC_URL}"' in letter.html
    assert re.fullmatch(r"<[0-9a-f-]{36}@example\.org>", letter["Message-ID"])


def test_a_name_with_line_breaks_is_refused_at_the_door(post):
    email = new_email()
    answer = post.admin.anonymous.post(
        "/auth/register", {"email": email, "password": PASSWORD, "name": "Eve\r\nBcc: everyone@example.org"})
    problem(answer, 422)


def test_a_long_name_of_many_letters_is_folded(post):
    name, email = "Ünïcödé " * 24 + "end", new_email()
    register(post.admin, email, name)
    # The newer parser of Python keeps the spaces between the encoded words of a name; the older one reads them as the RFC says.
    coded, address = parseaddr(message_from_bytes(post.wait(email, "Welcome").raw)["To"].replace("\r\n", ""))
    assert (str(make_header(decode_header(coded))), address) == (name, email)


def test_a_changed_password_is_told(post):
    user = register(post.admin, name="Ada")
    assert user.put("/users/me/password", {"current": PASSWORD, "new": "another long pass phrase"}).status == 204
    letter = post.wait(user.email, "password was changed")
    assert "Hello Ada," in letter.text and "UTC" in letter.text and "List-Unsubscribe" not in letter.message


def test_a_sign_in_from_a_new_device_is_told_once(post):
    user = register(post.admin, name="Ada")
    for version in ("140.0", "141.0"):
        sign_in_with(post.admin, user.email, FIREFOX.replace("140.0", version))
    letter = post.wait(user.email, "New sign-in with Firefox on Windows")
    assert "127.0.0.1" in letter.text and "127.0.0.1" in letter.html
    # What comes later has been handled later: the second sign-in has said nothing.
    assert user.put("/users/me/password", {"current": PASSWORD, "new": "another long pass phrase"}).status == 204
    post.wait(user.email, "password was changed")
    assert len(post.to(user.email)) == 3


def test_an_imported_name_with_line_breaks_adds_no_headers(post, tmp_path):
    email, salt = new_email("eve"), bytes(16)
    key = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=16384, r=8, p=1, dklen=32)
    password = f"scrypt$16384$8$1${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"
    row = [str(uuid.uuid4()), email, r"Eve\r\nBcc: all@example.org", password, "user", "active", "2024-01-01T00:00:00Z"]
    (tmp_path / "users.tsv").write_text("\t".join(row) + "\n", encoding="utf-8")
    subprocess.run([BINARIES / "medianest", "import", tmp_path, "--data", post.stack.data], check=True, capture_output=True)
    for user_agent in (FIREFOX, "curl/8.5.0"):
        sign_in_with(post.admin, email, user_agent)
    letter = post.wait(email, "New sign-in with curl")
    assert letter["To"].addresses[0].display_name.split() == ["Eve", "Bcc:", "all@example.org"]
    assert not post.to(email, "Welcome")


def test_a_finished_scan_is_told_to_who_asked(post):
    library = Library(post.admin, post.stack.media)
    (library.folder / "Films" / "broken <film>.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(100))
    job = library.scan()
    letter = post.wait(post.admin.email, "Scan of", 60)
    assert f"Failed: {job['result']['failed']}" in letter.text and job["result"]["failed"] >= 1
    assert "broken <film>.mp4" in letter.text and "broken &lt;film&gt;.mp4" in letter.html
    assert letter["List-Unsubscribe"] == f"<{PUBLIC_URL}>"


def test_who_does_not_want_to_hear_of_scans_does_not(post):
    choice = {"items": [{"type": "scan-finished", "email": False}]}
    assert post.admin.put("/users/me/notification-preferences", choice).status == 200
    before = len(post.to(post.admin.email))
    Library(post.admin, post.stack.media).scan()
    # A fact of media's, too, so nothing tells that it was handled but its notification.
    eventually(lambda: len([seen for seen in post.admin.get("/notifications").items if seen["type"] == "scan-finished"]) >= 2)
    assert len(post.to(post.admin.email)) == before


class Troubled:
    """A system whose mail server comes and goes."""

    def __init__(self, stack, mailbox):
        self.stack, self.mailbox = stack, mailbox
        self.admin = register(Api(stack.base), name="The First")
        mailbox.wait(self.admin.email, "Welcome")

    def metric(self, name):
        """The sum over all labels that begin so, as workers tell it."""
        running = json.loads((self.stack.data / "run/stack.json").read_text())
        port = next(process["internalPort"] for process in running["processes"] if process["service"] == "workers")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def failed_jobs(self):
        """The ids of mails that nobody tries any more."""
        with open(f"/proc/{self.stack.pids('workers')[0]}/environ", encoding="utf-8") as file:
            url = next(entry for entry in file.read().split("\0") if entry.startswith("REDIS_URL="))[len("REDIS_URL="):]
        command = ["redis-cli", "--no-auth-warning", "-u", url, "ZRANGE", "mn:{jobs}:failed:email", "0", "-1"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.fixture(scope="module")
def troubled():
    with Mailbox() as mailbox:
        with Stack(**settings(mailbox.port, "tls=starttls")) as stack:
            yield Troubled(stack, mailbox)


def test_mail_waits_for_a_server_that_is_away_and_arrives_once(troubled):
    failed = 'mail_attempts_total{outcome="failed"}'
    before = troubled.metric(failed)
    troubled.mailbox.stop()
    email = new_email()
    register(troubled.admin, email)
    eventually(lambda: troubled.metric(failed) > before)
    troubled.mailbox.start()
    troubled.mailbox.wait(email, "Welcome")
    assert troubled.metric(failed) == before + 1


def test_mail_that_is_refused_for_now_is_tried_again(troubled):
    troubled.mailbox.refusing = "450 4.7.1 greylisted"
    email = new_email()
    register(troubled.admin, email)
    eventually(lambda: troubled.mailbox.refused)
    troubled.mailbox.refusing = None
    troubled.mailbox.wait(email, "Welcome")


def test_mail_that_is_refused_for_good_fails_with_the_reason(troubled):
    troubled.mailbox.refusing, troubled.mailbox.refused = "550 5.1.1 no such mailbox", 0
    register(troubled.admin)
    try:
        job = troubled.admin.get(f"/jobs/{eventually(troubled.failed_jobs)[0]}").json
    finally:
        troubled.mailbox.refusing = None
    assert job["state"] == "failed" and job["attempt"] == 1 and job["queue"] == "notifications"
    assert "550 5.1.1 no such mailbox" in job["error"]
    assert troubled.mailbox.refused == 1
