"""Where the programs and the prepared data are."""
import os
import pathlib
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
BINARIES = pathlib.Path(os.environ.get("MEDIANEST_BIN_DIR", REPOSITORY / ".build/release")).resolve()
LOADS = REPOSITORY / "Tests/performance/loads"
CACHE = pathlib.Path(os.environ.get("MEDIANEST_BENCH_CACHE", REPOSITORY / ".build/bench"))


def rounds(usual):
    """How often both sides are measured; MEDIANEST_BENCH_ROUNDS changes it."""
    return int(os.environ.get("MEDIANEST_BENCH_ROUNDS", usual))


def seconds(usual):
    """How long one side of one round runs; MEDIANEST_BENCH_SECONDS changes it."""
    return int(os.environ.get("MEDIANEST_BENCH_SECONDS", usual))


def dataset():
    """The folder of the catalogue's files. MEDIANEST_BENCH_DATASET names one that is there."""
    folder = pathlib.Path(os.environ.get("MEDIANEST_BENCH_DATASET", CACHE / "dataset"))
    if not (folder / "words.txt").exists():
        print("making the catalogue of 100 000 items…", file=sys.stderr)
        subprocess.run([sys.executable, LOADS / "catalogue.py", folder], check=True)
    return folder
