"""The runbook's commands are typed as they stand there, against a system that runs. A new command has to be given its place here."""
import json
import os
import shlex
import subprocess

import pytest

from api import PASSWORD, Api, register, sign_in
from documents import commands, spans
from expect import eventually
from library import FILM
from stack import BINARIES, REPOSITORY, Stack

RUNBOOK = REPOSITORY / "docs/runbook.md"
# Typed in containers: Tests/Compose/run knows those.
IN_CONTAINERS = "docker compose "
# In the order in which they are typed. What differs here is put in place of what stands there.
TYPED = {
    "medianest up …": None,  # Is what runs.
    "medianest backup /mnt/backups/2026-11-26": ("/mnt/backups/2026-11-26", "BACKUP"),
    "medianest backup --verify /mnt/backups/2026-11-26": ("/mnt/backups/2026-11-26", "BACKUP"),
    "medianest keys list": (),
    "medianest keys rotate": (),
    "medianest keys revoke KEY": ("KEY", "RETIRED"),
    "medianest queue list": (),
    "medianest queue inspect media --state failed": (),
    "medianest queue inspect 0190a5b4-…": ("0190a5b4-…", "JOB"),
    "medianest queue retry 0190a5b4-…": ("0190a5b4-…", "FAILED"),
    "medianest queue pause media": (),
    "medianest user add someone@example.com --name Someone --admin": (),
    "medianest user promote someone@example.com": (),
    "medianest user suspend someone@example.com": (),
    # Into a folder of its own, as the system runs.
    "medianest restore /mnt/backups/2026-11-26 --data .medianest --replace": ("/mnt/backups/2026-11-26", "BACKUP", ".medianest", "ELSEWHERE"),
    # Its own test starts a Postgres for it.
    "medianest migrate --admin-url postgresql://admin@db.example.com/postgres --database medianest --passwords passwords.txt": None,
}


@pytest.fixture(scope="module")
def stack():
    with Stack() as running:
        yield running


@pytest.fixture(scope="module")
def admin(stack):
    return register(Api(stack.base), name="The Operator")


def jobs(stack, *arguments):
    run = subprocess.run(
        [BINARIES / "medianest", "queue", "inspect", "media", "--json", *arguments, "--data", stack.data], capture_output=True, text=True, timeout=30)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return found["items"] if isinstance(found, dict) else found


@pytest.fixture(scope="module")
def places(stack, admin, tmp_path_factory):
    """What stands for the examples: a backup's folder, a job that ended, one that failed, a key."""
    film = (stack.media / FILM).read_bytes()[:20_000]
    made = admin.post("/media", body=film, headers={"Content-Type": "application/octet-stream"}, filename="Breaks off.mp4")
    assert made.status == 201, made.body
    failed = eventually(lambda: jobs(stack, "--state", "failed"), 60)
    done = eventually(lambda: jobs(stack, "--state", "completed"), 60)
    folder = tmp_path_factory.mktemp("runbook")
    return {"BACKUP": str(folder / "backup"), "ELSEWHERE": str(folder / "elsewhere"), "JOB": done[0]["id"], "FAILED": failed[0]["id"]}


def test_every_command_has_its_place_here():
    named = {command for command in commands(RUNBOOK) if not command.startswith(IN_CONTAINERS)}
    assert named == set(TYPED)


@pytest.mark.parametrize("command", [command for command, places in TYPED.items() if places is not None])
def test_it_does_what_it_says(stack, admin, places, command):
    changes = TYPED[command]
    words = shlex.split(command)[1:]
    if "RETIRED" in changes:
        shown = subprocess.run([BINARIES / "medianest", "keys", "list", "--data", stack.data], capture_output=True, text=True, check=True).stdout
        places["RETIRED"] = shown.splitlines()[1].split()[0]
    for name, place in zip(changes[::2], changes[1::2]):
        words = [places[place] if word == name else word for word in words]
    if "--data" not in words and "--verify" not in words:
        words += ["--data", str(stack.data)]
    run = subprocess.run([BINARIES / "medianest", *words], capture_output=True, text=True, input=PASSWORD + "\n", timeout=120, env=os.environ | stack.settings)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.strip() or run.stderr.strip(), "it says what it has done"


@pytest.fixture
def back(stack, admin):
    """Signed in again: their key was revoked."""
    return sign_in(Api(stack.base), admin.user["email"])


def test_the_paths_that_answer_alerts_are_there(back):
    asked = sorted({span.removeprefix("GET /api/v1") for span in spans(RUNBOOK) if span.startswith("GET /api/v1/ops")})
    assert len(asked) >= 5
    for path in asked:
        reply = back.get(path.replace("{name}", "media"))
        assert reply.status == 200, (path, reply.body)


def test_an_older_program_goes_on_beside_a_newer_schema(stack, back):
    postgres = json.loads((stack.data / "run/stack.json").read_text())["postgresURL"]
    tables = subprocess.run(
        ["psql", "-tA", "-F", ".", "-c", "SELECT schemaname, tablename FROM pg_tables WHERE tablename LIKE '%migration%' AND schemaname = 'media'", postgres],
        capture_output=True, text=True, check=True).stdout.split()
    assert len(tables) == 1
    columns = subprocess.run(
        ["psql", "-tAc", f"SELECT column_name FROM information_schema.columns WHERE table_schema || '.' || table_name = '{tables[0]}'", postgres],
        capture_output=True, text=True, check=True).stdout.split()
    number = next(name for name in columns if name in ("number", "version", "id"))
    newer = f"INSERT INTO {tables[0]} SELECT (jsonb_populate_record(m, jsonb_build_object('{number}', 9000, 'name', 'from_the_future'))).* FROM {tables[0]} m LIMIT 1"
    subprocess.run(["psql", "-v", "ON_ERROR_STOP=1", "-qc", newer, postgres], check=True)
    old = stack.kill("media")
    eventually(lambda: set(stack.pids("media")) - {old}, 30)
    eventually(lambda: back.get("/media", limit=1).status == 200, 30)
    eventually(lambda: any("the schema is newer than this program" in line and "9000" in line for line in stack.lines), 10)
