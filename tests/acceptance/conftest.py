"""Fixtures for acceptance: a desk and a camera for each test, or the reason why this system cannot have them.

Everything that a test leaves (recording, events, logs, a report) lies in build/acceptance/<test>. What a recogniser
heard is in the report of a test that failed, or of all: make acceptance ARGS=--heard. It takes as long as the sound.
"""

import re
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack

import check_system
import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.desk import ROOT, Desk

LEFT_IN = ROOT / "build" / "acceptance"

# What a person chose before who is past the first start; the rest are the defaults.
PAST_THE_TOUR = {"tour_done": True, "language": "en", "currencies": ["XTS"]}

SetUp = Callable[..., Desk]

_FAILED = pytest.StashKey[bool]()


def _must_have(part: str) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the desk is made of programs of Linux")
    missing = check_system.missing_programs(part)
    if missing:
        pytest.skip(f"this system lacks {', '.join(missing)} (scripts/check_system.py acceptance names the packages)")
    pytest.importorskip("pocketsphinx", reason="hearing needs pocketsphinx (requirements-acceptance.txt)")


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option for who wants to read what was heard."""
    parser.addoption("--heard", action="store_true", help="write down what a recogniser heard, also of what passes")


@pytest.fixture
def set_up(request: pytest.FixtureRequest) -> Iterator[SetUp]:
    """Sets up a desk as `Desk` describes it, for as long as the test lasts."""
    _must_have("desk")
    folder = LEFT_IN / re.sub(r"\W+", "_", request.node.name).strip("_")
    desks: list[Desk] = []
    with ExitStack() as stack:

        def set_up(**options: object) -> Desk:
            for part in ("orca", "accessibility"):
                if options.get(part):
                    _must_have(part)
            desks.append(stack.enter_context(Desk(folder, **options)))  # type: ignore[arg-type]
            return desks[-1]

        yield set_up
        has_failed = request.node.stash.get(_FAILED, False)
        for desk in desks:
            desk.is_heard = has_failed or request.config.getoption("--heard", default=False)
            if has_failed:
                desk.screenshot("failed.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets the desk of a test that failed leave a picture of its screen."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture
def desk(set_up: SetUp) -> Desk:
    """The plain desk: window, keyboard and loudspeaker."""
    return set_up()


@pytest.fixture
def desk_with_tray(set_up: SetUp) -> Desk:
    """The plain desk, with a tray at the upper edge of its screen."""
    _must_have("tray")
    desk = set_up()
    desk.run_beside(check_system.TRAY, "--edge", "top")
    return desk


@pytest.fixture
def camera() -> Iterator[Camera]:
    """A camera that sees an empty wall, until the test holds a note before it."""
    with Camera() as plugged_in:
        yield plugged_in
