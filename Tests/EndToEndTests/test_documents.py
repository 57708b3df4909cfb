"""What the documents tell people to type exists, and what they point to is there."""
import re
import subprocess

import pytest

from documents import DOCUMENTS, anchor, anchors, commands, links, spans, wrong_with
from stack import REPOSITORY

NAMES = [str(path.relative_to(REPOSITORY)) for path in DOCUMENTS]
# In documents for those who change the code, names of types and files stand in backticks, too.
SOURCES = [REPOSITORY / name for name in ("Shared", "services", "Tools", "scripts", "compose.yaml", "Makefile", "Dockerfile", "Tests", "deploy")]


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_lead_somewhere(path):
    broken = []
    for name, place in links(path):
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or place and target.suffix == ".md" and place not in anchors(target):
            broken.append(f"{name}#{place}")
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_exist(path):
    typed = [*commands(path), *(span for span in spans(path) if re.match(r"(medianest|make|scripts/|Tests/performance/run) ?", span))]
    makefile = (REPOSITORY / "Makefile").read_text()
    wrong = []
    for command in typed:
        words = command.split()
        if words[0] == "medianest":
            wrong.append(wrong_with(command))
        elif words[0] == "make" and len(words) > 1 and re.fullmatch(r"[a-z-]+", words[1]) and not re.search(rf"^{words[1]}:", makefile, re.MULTILINE):
            wrong.append(f"there is no `make {words[1]}`")
        elif words[0] == "Tests/performance/run":
            wrong += [f"there is no benchmark {word}" for word in words[1:]
                      if re.fullmatch(r"[a-z0-9-]+", word) and word not in ("up", "jobs", "slots", "hashing", "cores")
                      and not (REPOSITORY / f"Tests/performance/bench-{word}").exists()]
        elif words[0].startswith("scripts/") and "*" not in words[0] and not (REPOSITORY / words[0]).exists():
            wrong.append(f"there is no {words[0]}")
    assert not [*filter(None, wrong)]


@pytest.mark.parametrize("name", ["README.md", "docs/runbook.md", "docs/scaling.md", "docs/reliability.md", "docs/compose.md", "docs/kubernetes.md"])
def test_settings_are_read_by_somebody(name):
    known = subprocess.run(["grep", "-rhoE", "[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", *SOURCES], capture_output=True, text=True).stdout.split()
    known = set(known)
    named = {span.split("=")[0] for span in spans(REPOSITORY / name) if re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+(=\S*)?", span)}
    unknown = {setting for setting in named if setting not in known and not any(setting.endswith(tail) and setting[:-len(tail)] in known for tail in ["_FILE"])}
    assert not unknown


def test_headings_become_places_as_they_do_on_pages():
    assert anchor("Replacing a service's replicas") == "replacing-a-services-replicas"
    assert anchor("`make chaos`, a storm: 5 minutes") == "make-chaos-a-storm-5-minutes"


def test_what_is_wrong_with_a_command_is_seen():
    assert wrong_with("medianest up --media /srv") is None
    assert "no --madia" in wrong_with("medianest up --madia /srv")
    assert "no `medianest fly`" in wrong_with("medianest fly away")
    assert "no --sate" in wrong_with("medianest queue inspect media --sate failed")
