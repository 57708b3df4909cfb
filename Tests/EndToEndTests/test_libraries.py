import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from expect import eventually, problem
from library import FILM, PHOTO, SONG, finished


def test_a_library_tells_where_it_lies_and_what_it_holds(library, admin, stack):
    told = next(entry for entry in admin.get("/libraries").items if entry["id"] == library.id)
    assert told["path"] == stack.shown(stack.media)
    assert told["itemCount"] == len(library.all_items()) and told["lastScanAt"]


@pytest.mark.parametrize("path", ["/", "/etc", "/proc/self", "relative", "", "/nowhere/at/all", "{media}/../data"])
def test_a_library_must_lie_under_a_media_root(admin, stack, path):
    reply = admin.post("/libraries", {"name": "Elsewhere", "path": path.replace("{media}", stack.shown(stack.media))})
    problem(reply, 422, "invalid")


def test_a_path_with_a_nul_cannot_be_parsed(admin, stack):
    problem(admin.post("/libraries", {"name": "Elsewhere", "path": f"{stack.shown(stack.media)}\x00"}), 400, "malformed")


def test_libraries_do_not_overlap(library, admin, stack):
    for path in (stack.media, stack.media / "Photos"):
        problem(admin.post("/libraries", {"name": "Again", "path": stack.shown(path)}), 409, "conflict")


def test_a_scan_is_a_job_whose_progress_can_be_followed(library, admin):
    job = admin.get(f"/jobs/{library.start_scan()}").json
    assert {"id", "queue", "type", "state", "attempt"} <= set(job)
    assert (job["queue"], job["type"]) == ("media", "library-scan")
    done = finished(admin, job["id"])
    assert done["state"] == "completed" and done["progress"]["percent"] == 100


def test_a_scan_that_runs_is_not_started_twice(library, admin):
    # At once: a small library is scanned in less time than lies between two questions.
    with ThreadPoolExecutor(5) as five:
        jobs = set(five.map(lambda _: admin.post(f"/libraries/{library.id}/scan").json["jobId"], range(5)))
    for job in jobs:
        assert finished(admin, job)["state"] == "completed"
    assert len(jobs) < 5


def test_a_new_file_appears_a_moved_one_keeps_its_id_and_a_deleted_one_goes(library, member):
    before = {item["id"] for item in library.all_items()}
    file = library.add(PHOTO)
    library.scan()
    item = library.item(file)
    assert item["id"] not in before

    moved = file.parent / "Elsewhere" / f"moved-{file.name}"
    moved.parent.mkdir(exist_ok=True)
    file.rename(moved)
    library.scan()
    assert {entry["id"] for entry in library.all_items()} == before | {item["id"]}
    assert member.get(f"/media/{item['id']}/stream").body == moved.read_bytes()

    moved.unlink()
    library.scan()
    problem(member.get(f"/media/{item['id']}"), 404)
    assert {entry["id"] for entry in library.all_items()} == before


def test_a_second_scan_changes_nothing(library):
    library.rest()
    before = library.all_items()
    library.scan()
    assert library.all_items() == before


def test_equal_content_under_two_names_is_two_items(library):
    file = library.add(PHOTO)
    twin = file.with_name(f"twin-{file.name}")
    twin.write_bytes(file.read_bytes())
    library.scan()
    size = file.stat().st_size
    assert len([item for item in library.all_items() if item["sizeBytes"] == size]) == 2
    file.unlink()
    twin.unlink()
    library.scan()
    assert library.item(PHOTO)


def test_what_is_no_file_of_the_library_is_skipped(library, stack):
    before = {item["id"] for item in library.all_items()}
    odd = library.folder / "Odd"
    odd.mkdir()
    (stack.folder / "outside.jpg").write_bytes((library.folder / PHOTO).read_bytes() + b"outside")
    (odd / "link.jpg").symlink_to(stack.folder / "outside.jpg")
    (odd / "loop").symlink_to(library.folder)
    (odd / ".hidden.jpg").write_bytes((library.folder / PHOTO).read_bytes() + b"hidden")
    os.mkfifo(odd / "pipe.mp4")
    (odd / "notes.txt").write_text("only words")
    (odd / "list.m3u8").write_text("#EXTM3U\nfile:///etc/passwd\n")
    (odd / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    library.scan()
    assert {item["id"] for item in library.all_items()} == before


def test_a_broken_file_does_not_stop_a_scan(library):
    broken = library.folder / "Broken"
    broken.mkdir()
    film = (library.folder / FILM).read_bytes()
    (broken / "empty.jpg").touch()
    (broken / "cut short.mp4").write_bytes(film[:20_000])
    (broken / "noise.mp4").write_bytes(film[:64] + os.urandom(100_000))
    (broken / "half.jpg").write_bytes((library.folder / PHOTO).read_bytes()[:3000])
    added = library.add(PHOTO)
    library.scan()
    assert library.item(added)


def test_a_folder_that_is_empty_by_surprise_removes_nothing(library, admin, stack):
    before = {item["id"] for item in library.all_items()}
    away = stack.folder / "away"
    away.mkdir()
    entries = list(library.folder.iterdir())
    for entry in entries:
        entry.rename(away / entry.name)
    try:
        job = finished(admin, library.start_scan())
        assert job["state"] == "failed" and job["error"]
        assert {item["id"] for item in library.all_items()} == before
    finally:
        for entry in entries:
            (away / entry.name).rename(entry)
    library.scan()
    assert {item["id"] for item in library.all_items()} == before


def test_a_folder_that_goes_away_while_its_files_are_probed_removes_nothing(library, admin, stack):
    stack.data  # A mounted folder does not go away by another name, so this needs the folder itself.
    songs = [library.add(SONG, folder="Away") for _ in range(60)]
    library.scan()
    before = {item["id"] for item in library.all_items()}
    for song in songs:
        with song.open("ab") as file:
            file.write(os.urandom(16))
    away = stack.media.with_name("unplugged")
    scan = library.start_scan()
    eventually(lambda: "of 60 files" in admin.get(f"/jobs/{scan}").json.get("progress", {}).get("message", ""), 30)
    stack.media.rename(away)
    try:
        job = finished(admin, scan, 60)
        assert job["state"] == "completed", job
        unprobed = [failure for failure in job["result"]["failures"] if failure["reason"] == "The library's folder is not there."]
        assert unprobed, job
        assert {item["id"] for item in library.all_items()} == before
    finally:
        away.rename(stack.media)
    # Those are looked at again.
    assert library.scan()["result"]["changed"] == len(unprobed)
    assert {item["id"] for item in library.all_items()} == before
    for song in songs:
        song.unlink()
    library.scan()


def test_an_unknown_library_is_not_found(admin):
    problem(admin.post("/libraries/0190a5b4-0000-7000-8000-000000000000/scan"), 404)
