"""Commands whose whole family ends with them: what a client had started would otherwise go on by itself."""
import os
import signal
import subprocess

PATIENCE_SECONDS = 20


def run(command, timeout=None, input=None, **options):
    """As `subprocess.run` with `check`; on a time-out, Ctrl-C or any other end of ours, all that it started is told to end."""
    if input is not None:
        options["stdin"] = subprocess.PIPE
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        told = process.communicate(input=input, timeout=timeout)[0]
    except BaseException:
        end(process)
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, told)
    return told


def end(process):
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(PATIENCE_SECONDS)
        except ProcessLookupError:
            process.wait()
            return
        except subprocess.TimeoutExpired:
            continue
