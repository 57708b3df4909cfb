"""A backup of a system that goes on meanwhile, and another system made of it."""
import json
import shutil
import signal
import subprocess
import threading

import pytest

from api import Api, register, sign_in
from expect import eventually, problem
from library import PHOTO, Library
from stack import BINARIES, Stack


def medianest(*arguments, status=0):
    run = subprocess.run([BINARIES / "medianest", *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == status, (run.returncode, run.stdout, run.stderr)
    return run.stdout + run.stderr


class Saved:
    """A system with something of everything, a backup of it, and what was acknowledged before that began."""

    def __init__(self, stack):
        self.stack, self.folder = stack, stack.folder / "saved" / "monday"
        self.folder.parent.mkdir()
        self.admin = register(Api(stack.base), name="The First")
        self.library = Library(self.admin, stack.media)
        self.library.scan()
        self.member = register(self.admin, name="Member")
        self.content = (stack.media / PHOTO).read_bytes() + b"uploaded"
        made = self.admin.request("POST", "/media?filename=mine.jpg", body=self.content, headers={"Content-Type": "application/octet-stream"})
        assert made.status == 201, made.body
        self.upload = made.json["id"]
        self.library.rest()
        self.playlist = self.member.post("/playlists", {"name": "Kept"}).json["id"]
        added = self.member.post(f"/playlists/{self.playlist}/items", {"mediaIds": [self.library.item(PHOTO)["id"], self.upload]})
        assert added.status == 201
        self.items = [item["id"] for item in added.json["items"]]
        self.position = added["MN-Position"]
        self.title = eventually(lambda: self.admin.get(f"/media/{self.upload}").json.get("thumbnailUrl") and self.admin.get(f"/media/{self.upload}").json["title"], 60)
        self.told = self._back_up_under_load()
        self.later = self.member.post("/playlists", {"name": "Too late"})
        self.changes = self.member.get("/changes", since="now").json["next"]

    def _back_up_under_load(self):
        """While somebody writes."""
        busy, stops, answers = register(self.admin, name="Busy"), threading.Event(), []

        def write():
            while not stops.is_set():
                answers.append(busy.post("/playlists", {"name": f"Meanwhile {len(answers)}"}).status)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            return medianest("backup", self.folder, "--data", self.stack.data)
        finally:
            stops.set()
            writer.join()
            assert set(answers) == {201}


@pytest.fixture(scope="module")
def saved():
    with Stack() as stack:
        saved = Saved(stack)
        yield saved


def damaged(saved, tmp_path, damage):
    copy = tmp_path / "damaged"
    shutil.copytree(saved.folder, copy)
    damage(copy)
    return copy


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def newer(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))


def an_upload(copy):
    return next(path for path in sorted((copy / "storage/uploads").rglob("*")) if path.is_file())


DAMAGES = {
    "a flipped byte": (lambda copy: flip(an_upload(copy)), "is not what it was"),
    "a flipped byte of the database": (lambda copy: flip(copy / "database.dump"), "database.dump is not what it was"),
    "a missing file": (lambda copy: an_upload(copy).unlink(), "is missing"),
    "a strange file": (lambda copy: (copy / "storage/uploads/stranger").write_text("?"), "not in its manifest"),
    "a newer format": (newer, "newer medianest"),
    "no manifest": (lambda copy: (copy / "manifest.json").unlink(), "no manifest"),
}


@pytest.mark.parametrize("damage, words", DAMAGES.values(), ids=[name.replace(" ", "-") for name in DAMAGES])
def test_a_damaged_backup_is_refused(saved, tmp_path, damage, words):
    copy = damaged(saved, tmp_path, damage)
    assert words in medianest("backup", "--verify", copy, status=65)
    assert words in medianest("restore", copy, "--data", tmp_path / "new", status=65)
    assert not (tmp_path / "new").exists()


def test_a_backup_is_private_and_checks_itself(saved):
    assert "whole" in saved.told and "whole" in medianest("backup", "--verify", saved.folder)
    assert saved.folder.stat().st_mode & 0o077 == 0
    assert not [path for path in saved.folder.parent.iterdir() if path != saved.folder]


def test_a_backup_that_cannot_be_made_leaves_nothing(saved, tmp_path):
    assert "is there already" in medianest("backup", saved.folder, "--data", saved.stack.data, status=64)
    assert "cannot be made" in medianest("backup", "/proc/nowhere/backup", "--data", saved.stack.data, status=78)
    assert "no system runs" in medianest("backup", tmp_path / "none", "--data", tmp_path, status=69)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_interrupted_leaves_nothing(saved, tmp_path):
    # A named pipe in the storage folder would be skipped; a slow database is slow enough.
    run = subprocess.Popen([BINARIES / "medianest", "backup", tmp_path / "half", "--data", saved.stack.data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    eventually((tmp_path / "half.unfinished").exists, 20)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=30)[0].decode()
    if run.returncode != 0:
        assert run.returncode == 130 and "interrupted" in said, said
        assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def restored(saved):
    """Another system, made of the backup; the first one has ended."""
    assert saved.stack.stop() == 0
    busy = medianest("restore", saved.folder, "--data", saved.stack.data, status=64)
    assert "not empty" in busy
    medianest("restore", saved.folder, "--data", saved.stack.data, "--replace")
    assert [path for path in saved.stack.folder.iterdir() if path.name.startswith("data.before-")]
    saved.stack.start()
    for caller in (saved.admin, saved.member):
        caller.base = saved.stack.base
    return saved


def test_what_was_acknowledged_before_is_there(restored):
    member = sign_in(Api(restored.stack.base), restored.member.email)
    assert [one["name"] for one in member.get("/playlists").items] == ["Kept"]
    kept = member.get(f"/playlists/{restored.playlist}").json
    assert [item["id"] for item in kept["items"]] == restored.items
    assert kept["items"][1]["media"]["title"] == restored.title
    assert member.get(f"/media/{restored.upload}/stream").body == restored.content
    assert member.get(f"/media/{restored.upload}/thumbnail").status == 200


def test_sessions_of_before_go_on(restored):
    assert restored.member.get("/users/me").json["name"] == "Member"
    pair = Api(restored.stack.base).post("/auth/refresh", {"refreshToken": restored.member.login["refreshToken"]})
    assert pair.status == 200, pair.body


def test_what_came_too_late_is_gone_and_nobody_is_told_otherwise(restored):
    assert restored.later.status == 201
    assert restored.member.get(f"/playlists/{restored.later.json['id']}").status == 404
    for position in (restored.position, restored.later["MN-Position"]):
        assert restored.member.get(f"/playlists/{restored.playlist}", headers={"MN-Position": position}).json["name"] == "Kept"
    problem(restored.member.get("/changes", since=restored.changes), 410)
    now = restored.member.get("/changes", since="now").json["next"]
    made = restored.member.post("/playlists", {"name": "After"})
    assert made.status == 201
    eventually(lambda: [change["id"] for change in restored.member.get("/changes", since=now).json["changes"]] == [made.json["id"]])


def test_jobs_run_and_facts_travel(restored):
    library = Library(restored.admin, restored.stack.media)
    library.add(PHOTO)
    before = len(library.all_items())
    library.scan()
    assert len(library.all_items()) == before + 1
    assert restored.admin.patch(f"/media/{restored.upload}", {"title": "Told"}).status == 200
    eventually(lambda: restored.member.get(f"/playlists/{restored.playlist}").json["items"][1]["media"]["title"] == "Told")
