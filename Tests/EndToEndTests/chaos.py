"""A storm: a crowd of stubborn clients at two gateways, faults by plan, a report, and the truth in the end."""
import collections
import json
import os
import pathlib
import subprocess
import time

from api import Api, register
from crowd import Crowd
from faults import DISK_BYTES, Faults, plan
from library import Library
from stack import Stack
from stubborn import gathered
from truth import settled, violations

REPLICAS = {service: 2 for service in ("auth", "media", "playlists", "workers")}
DRAINED_WITHIN = 600
LAST_FAULT_GRACE = 2


class OwnDisk(Stack):
    """A stack whose storage folder is a small file system, which can be filled without harm to anybody. Root can make one."""

    is_own = os.geteuid() == 0

    def __enter__(self):
        if self.is_own:
            storage = self.data / "storage"
            storage.mkdir(parents=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=0700", "tmpfs", storage], check=True)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            if self.is_own:
                subprocess.run(["umount", "--lazy", self.data / "storage"], check=True)
            super().__exit__()


class Storm:
    def __init__(self, seed, seconds, clients, kinds=None):
        self.seed, self.count = seed, clients
        self.plan = plan(seed, seconds, kinds)
        self.answers, self.told, self.broken = [], [], []

    def run(self):
        with OwnDisk(replicas=REPLICAS) as stack, Faults(stack, OwnDisk.is_own) as faults:
            admin = register(Api(stack.base), name="The First")
            library = Library(admin, stack.media)
            library.scan()
            library.rest()
            clients = gathered(faults.bases, admin, library, self.count)
            with Crowd(clients) as crowd:
                self.began = time.monotonic()
                for planned in self.plan:
                    faults.strike(planned)
                time.sleep(LAST_FAULT_GRACE)
            self.answers, self.told = crowd.answers, faults.told
            faults.rest()
            self.judge(faults, clients)
            self.log = stack.tail(200)

    def judge(self, faults, clients):
        acknowledged = {"plays": sum((client.plays for client in clients), collections.Counter()), "scans": clients[-1].scans}
        # Before the clients look, so that jobs have ended, and after, because looking makes nothing.
        facts = settled(faults, DRAINED_WITHIN)
        self.broken = list(violations(facts, acknowledged))
        for client in clients:
            self.broken += client.judged()
        self.writes = sum(len(client.playlists) + sum(len(items) for _, items in client.playlists.values()) for client in clients)
        self.writes += len(clients[-1].uploads) + len(clients[-1].titles) + sum(acknowledged["plays"].values())

    def record(self, path):
        with open(path, "w", encoding="utf-8") as file:
            for what, began, ended in self.told:
                file.write(json.dumps({"fault": what, "at": round(began - self.began, 3), "seconds": round(ended - began, 3)}) + "\n")
            for answer in sorted(self.answers, key=lambda answer: answer.began):
                file.write(json.dumps({"at": round(answer.began - self.began, 3), "what": answer.what, "status": answer.status,
                                       "seconds": round(answer.took, 4), "told": answer.told}) + "\n")

    def report(self):
        times = sorted(1000 * answer.took for answer in self.answers)
        failed = [answer for answer in self.answers if answer.told]
        lines = [f"seed {self.seed}: {len(self.answers)} requests by {self.count + 1} clients, {len(failed)} of them refused or broken, and done when asked again; "
                 f"{self.writes} acknowledged writes in the end", ""]
        lines.append("took " + ", ".join(f"p{100 * part:g} {times[min(len(times) - 1, int(len(times) * part))]:.0f} ms" for part in (0.5, 0.95, 0.99, 0.999, 1)))
        lines.append("errors " + (", ".join(f"{status or 'broken'}: {count}" for status, count in collections.Counter(answer.status for answer in failed).most_common()) or "none"))
        seconds = collections.Counter(int(answer.began + answer.took - self.began) for answer in failed)
        lines += ["by second " + " ".join(f"{second}:{count}" for second, count in sorted(seconds.items())), ""]
        lines.append(f"{'fault':18} {'at':>6} {'took':>6} {'failed':>7} {'slowest':>8} {'last failure after its end':>27}")
        for place, (what, began, ended) in enumerate(self.told):
            until = self.told[place + 1][1] if place + 1 < len(self.told) else float("inf")
            mine = [answer for answer in failed if began <= answer.began + answer.took < until]
            slowest = max((answer.took for answer in self.answers if began <= answer.began + answer.took < until), default=0)
            late = max((answer.began + answer.took - ended for answer in mine), default=0)
            lines.append(f"{what:18} {began - self.began:6.1f} {ended - began:6.1f} {len(mine):7} {slowest:7.2f}s {max(0, late):26.2f}s")
        lines += ["", "every promise was kept" if not self.broken else f"{len(self.broken)} promises were broken:"]
        return "\n".join(lines + [f"  {one}" for one in self.broken[:40]])


def main():
    storm = Storm(int(os.environ.get("MEDIANEST_CHAOS_SEED", "1")), float(os.environ.get("MEDIANEST_CHAOS_SECONDS", "300")),
                  int(os.environ.get("MEDIANEST_CHAOS_CLIENTS", "10")))
    print("the plan: " + ", ".join(one.what for one in storm.plan), flush=True)
    storm.run()
    print(storm.report())
    record = pathlib.Path(os.environ.get("MEDIANEST_CHAOS_RECORD", ".build/chaos.jsonl"))
    record.parent.mkdir(parents=True, exist_ok=True)
    storm.record(record)
    print(f"every request and its answer: {record}")
    return 1 if storm.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
