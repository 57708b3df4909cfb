"""A load whose requests come at random times, whatever becomes of those before: as from many people, who do not wait for each other."""
import queue
import random
import threading
import time


def p95(times):
    assert len(times) >= 40, f"{len(times)} are too few"
    return sorted(times)[int(0.95 * len(times))]


class OpenLoad:
    """Runs while it is entered: calls `ask(connection)` `rate` times a second, with exponential times in between (a Poisson process). A time
    is from when a request was due to its answer. An answer that is not true, and an exception, are noted in `wrong`."""

    def __init__(self, rate, ask, connect, threads=64):
        self.rate, self.ask, self.connect = rate, ask, connect
        self.due, self.seen, self.wrong = queue.SimpleQueue(), [], []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)] + [threading.Thread(target=self._arrive)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.threads[-1].join()
        for _ in self.threads[:-1]:
            self.due.put(None)
        for thread in self.threads[:-1]:
            thread.join(60)

    def forget(self):
        self.since = time.perf_counter()

    def times(self):
        """Of what was due since `forget`, and has been answered."""
        return [took for due, took in list(self.seen) if due >= self.since]

    def _arrive(self):
        at = time.perf_counter()
        while not self.over.is_set():
            at += random.expovariate(self.rate)
            time.sleep(max(0, at - time.perf_counter()))
            self.due.put(at)

    def _work(self):
        connection = None
        while (at := self.due.get()) is not None:
            try:
                connection = connection or self.connect()
                if not self.ask(connection):
                    self.wrong.append("refused")
            except Exception as error:  # noqa: BLE001: whatever it was, the load goes on, and the case fails at its end
                self.wrong.append(repr(error))
                connection = None
            self.seen.append((at, time.perf_counter() - at))
