"""Both sides of a ratio, measured in turn, and how they are told."""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

from places import LOADS


def tell(name, ours, theirs=None, unit="/s", target=None, at_most=False, **more):
    """One line of JSON for programs, one of a table for people. Lists hold a figure a round; the ratio is the median of the rounds'."""
    ours = ours if isinstance(ours, list) else [ours]
    theirs = theirs if theirs is None or isinstance(theirs, list) else [theirs]
    ratios = [a / b for a, b in zip(ours, theirs) if b] if theirs else []
    compared = statistics.median(ratios) if ratios else statistics.median(ours)
    reached = None if target is None else (compared <= target if at_most else compared >= target)
    print(json.dumps({
        "benchmark": name, "unit": unit, "ours": ours, "theirs": theirs, "ratios": [round(ratio, 3) for ratio in ratios],
        "figure": round(compared, 3), "target": target, "reached": reached, **more}), flush=True)
    line = f"  {name:<58} {statistics.median(ours):>12,.1f} {unit:<3}"
    line += f" against {statistics.median(theirs):>12,.1f}: {compared:.2f}× [{min(ratios):.2f}…{max(ratios):.2f}]" if ratios else ""
    if target is not None:
        line += f"  {'≤' if at_most else '≥'} {target}{'' if reached else '  MISSED'}"
    print(line, file=sys.stderr, flush=True)


def alternate(rounds, *sides):
    """Measures the sides in turn, so that noise of the machine meets all of them. Returns a list a side."""
    figures = [[] for _ in sides]
    for number in range(rounds):
        order = list(enumerate(sides))
        for index, side in order if number % 2 == 0 else reversed(order):
            figures[index].append(side())
    return figures


def wrk(url, lines, token="none", connections=32, seconds=5, threads=1, delay=None, headers=None):
    """Loads `url` with the requests and returns wrk's figures."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", LOADS / "requests.lua",
                   *(part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")), url, "--", file.name, token, *([str(delay)] if delay else [])]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = json.loads(output.strip().splitlines()[-1])
    if figures["refused"] or figures["broken"]:
        print(f"  wrk saw {figures['refused']} refusals and {figures['broken']} broken connections", file=sys.stderr)
    return figures | {"rate": figures["requests"] / figures["seconds"]}


def pgbench(url, script, clients=20, seconds=5, search_path="public"):
    """Transactions a second of a script whose statements are prepared, planned as the services have them planned."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        output = subprocess.run(
            ["pgbench", "-n", "-M", "prepared", "-c", str(clients), "-T", str(seconds), "-f", file.name, url], check=True, text=True,
            capture_output=True, env=os.environ | {"PGOPTIONS": f"-c search_path={search_path} -c plan_cache_mode=force_generic_plan"}).stdout
    return next(float(line.split()[2]) for line in output.splitlines() if line.startswith("tps = "))


class Processor:
    """What an operation of one side takes of the processor: the figure that neighbours on the machine disturb least."""

    def __init__(self, system):
        self.system, self.costs = system, []

    def _used(self):
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime + self.system.cpu_seconds()

    def of(self, operations, seconds):
        """Wraps a side that returns operations a second and runs for so long: notes microseconds of processor an operation."""
        def measured():
            before = self._used()
            rate = operations()
            self.costs.append((self._used() - before) * 1e6 / (rate * seconds))
            return rate
        return measured


def compare(system, name, ours, theirs, rounds, seconds, target, **more):
    """Alternates the sides and tells their rates, and what an operation costs of the processor on each."""
    our_cost, their_cost = Processor(system), Processor(system)
    our_rates, their_rates = alternate(rounds, our_cost.of(ours, seconds), their_cost.of(theirs, seconds))
    tell(name, our_rates, their_rates, target=target, **more)
    tell(f"{name}, processor time", their_cost.costs, our_cost.costs, unit="µs")
