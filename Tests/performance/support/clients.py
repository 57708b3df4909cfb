"""The benchmarks of the shared clients, which the package builds as `medianest-bench`."""
import json
import os
import subprocess
from collections import defaultdict

from measuring import tell
from places import BINARIES, REPOSITORY, rounds, seconds


def measure(name, targets, usual_rounds=5, usual_seconds=3):
    """Runs it again and again beside private servers. Each run measures both sides. `targets`: what is reported, and its target."""
    command = [REPOSITORY / "scripts/with-servers", "sh", "-c", 'exec "$0" "$1" "$(eval echo \\$$2)" "$3"', BINARIES / "medianest-bench",
               name, f"MEDIANEST_TEST_{'POSTGRES' if name == 'postgres' else 'REDIS'}_URL", str(seconds(usual_seconds))]
    ours, theirs, units = defaultdict(list), defaultdict(list), {}
    for _ in range(rounds(usual_rounds)):
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ).stdout
        for figure in map(json.loads, output.splitlines()):
            ours[figure["what"]].append(figure["value"])
            theirs[figure["what"]].append(figure["baseline"])
            units[figure["what"]] = "µs" if figure["unit"] == "us" else "/s"
    for what, figures in ours.items():
        if figures == theirs[what]:
            continue
        target = next((target for start, target in targets.items() if what.startswith(start)), None)
        tell(f"{name}: {what}", figures, theirs[what], unit=units[what], target=target, at_most=units[what] == "µs")
