"""One system for the whole run; tests that break theirs start one of their own."""
import os

import pytest

from api import Api, register
from attached import Attached
from library import Library
from stack import Stack


@pytest.fixture(scope="session")
def stack():
    if "MEDIANEST_E2E_BASE" in os.environ:
        yield Attached()
        return
    # The first administrator's token has to last for the whole run, which can take longer than fifteen minutes.
    with Stack(ACCESS_TOKEN_MINUTES="240") as running:
        yield running


@pytest.fixture(scope="session")
def admin(stack):
    """The first account of the system."""
    return register(Api(stack.base), name="The First")


@pytest.fixture
def new_member(admin):
    """Makes accounts: `new_member()`."""
    return lambda **details: register(admin, **details)


@pytest.fixture
def member(new_member):
    """An account of this test alone."""
    return new_member()


@pytest.fixture(scope="session")
def library(stack, admin):
    """The sample library, scanned."""
    sample = Library(admin, stack.media, stack.shown(stack.media))
    sample.scan()
    return sample


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure comes with what the services said last."""
    report = yield
    running = getattr(item, "funcargs", {}).get("stack")
    if report.failed and running is not None:
        report.sections.append(("medianest up", running.tail()))
    return report
