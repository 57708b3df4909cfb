"""The processes of `jobs-matrix-worker`: workers that can be held at a step of a job's life, and the one that adds jobs."""
import os
import queue
import signal
import subprocess
import threading

from stack import BINARIES

PROGRAM = BINARIES / "jobs-matrix-worker"


class Process:
    """Speaks in lines. It ends with its input, so that none is left behind."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.put(line.strip())

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def heard(self, line, within):
        """Whether it said so in time."""
        try:
            told = self.lines.get(timeout=within)
        except queue.Empty:
            return False
        assert told == line, (told, line)
        return True

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Worker:
    """One place for a worker: after a death the next process in it is another worker."""

    def __init__(self, urls, place):
        self.urls, self.place, self.generation = urls, place, 0
        self.recovery = None
        self._start()

    def _start(self):
        self.generation += 1
        self.process = Process("work", *self.urls, f"matrix-{self.place}-{self.generation}")

    @property
    def is_free(self):
        return self.recovery is None or not self.recovery.is_alive()

    def arm(self, step, number):
        self.process.tell(f"arm {step} {number}")

    def is_held_at(self, step, within):
        return self.process.heard(f"at {step}", within)

    def go(self):
        self.process.tell("go")

    def kill(self):
        self.process.kill()
        self._start()

    def hang(self, seconds):
        """Stops for so long, while everything else goes on."""
        pid = self.process.process.pid
        os.kill(pid, signal.SIGSTOP)

        def wake():
            os.kill(pid, signal.SIGCONT)
            self.go()
        self.recovery = threading.Timer(seconds, wake)
        self.recovery.start()

    def end(self):
        if self.recovery is not None:
            self.recovery.cancel()
        self.process.kill()
