"""Runs what the README tells newcomers to type, in its order, against a system that was just started."""
import os
import re
import subprocess

from stack import REPOSITORY, Stack

TESTED = re.compile(r"^```sh tested\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_commands_of_the_readme_do_what_it_says(tmp_path):
    blocks = TESTED.findall((REPOSITORY / "README.md").read_text())
    assert len(blocks) >= 5
    script = tmp_path / "readme.sh"
    script.write_text("set -euo pipefail\n" + "\n".join(blocks))
    with Stack() as stack:
        done = subprocess.run(
            ["bash", "-x", script], text=True, cwd=tmp_path, env=os.environ | {"MEDIANEST": stack.base},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180)
        assert done.returncode == 0, done.stdout + "\n" + stack.tail()
