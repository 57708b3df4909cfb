"""A system that runs already, somewhere else: in containers, for one. What needs its processes or its disk is skipped.

MEDIANEST_E2E_BASE    where it answers
MEDIANEST_E2E_MEDIA   its media folder, as this machine has it; filled with the sample library
MEDIANEST_E2E_SHOWN   the same folder, as its services have it
"""
import os
import pathlib

import pytest


class Attached:
    def __init__(self):
        self.base = os.environ["MEDIANEST_E2E_BASE"].rstrip("/")
        self.media = pathlib.Path(os.environ["MEDIANEST_E2E_MEDIA"])
        self.folder = self.media.parent

    def shown(self, path):
        """A path below the media folder, as the services know it."""
        return str(pathlib.Path(os.environ["MEDIANEST_E2E_SHOWN"]) / path.relative_to(self.media))

    def tail(self):
        return "its log is elsewhere"

    def __getattr__(self, name):
        pytest.skip(f"needs the {name} of a system of its own")
