"""What is installed: the locks agree with each other and with the ranges, and Qt's bindings lose no references."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
SMALLER_LOCKS = {
    "requirements-run.lock": "requirements.txt",
    "requirements-serve.lock": "requirements-serve.txt",
}
ACCEPTANCE_LOCK = "requirements-acceptance.lock"
DIST_LOCK = "requirements-dist.lock"
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("linux", "win32")

CALLS = 300
# A reference may come or go with what else the interpreter does; a lost one at each call is a fall by CALLS.
CHANCE = CALLS // 6


def _entries(lock: Path) -> dict[str, str]:
    """Each pinned package with its marker -> its hashes, as text."""
    whole = re.sub(r" \\\n\s*", " ", lock.read_text(encoding="utf-8"))
    return dict(line.split(" --hash=", 1) for line in whole.splitlines())


def _asked_for(path: Path) -> Iterator[Requirement]:
    """The requirements of a file of ranges and of the files it includes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            yield from _asked_for(path.parent / line[3:])
        elif line.strip() and not line.startswith("#"):
            yield Requirement(line.partition(" #")[0])


@pytest.mark.parametrize("name", SMALLER_LOCKS)
def test_smaller_lock_holds_exactly_what_was_tested(name: str) -> None:
    tested = _entries(LOCK)
    entries = _entries(ROOT / name)
    assert entries
    assert {entry: tested.get(entry) for entry in entries} == entries


@pytest.mark.parametrize(("lock", "its_own"), [(ACCEPTANCE_LOCK, "pocketsphinx"), (DIST_LOCK, "pyinstaller")])
def test_other_lock_does_not_contradict_the_tests(lock: str, its_own: str) -> None:
    tested = _entries(LOCK)
    names = {Requirement(entry).name for entry in tested}
    entries = _entries(ROOT / lock)
    shared = {entry: hashes for entry, hashes in entries.items() if Requirement(entry).name in names}
    assert {entry: tested.get(entry) for entry in shared} == shared
    assert its_own in {Requirement(entry).name for entry in entries}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("name", "ranges"),
    [
        ("requirements.lock", "requirements-dev.txt"),
        *SMALLER_LOCKS.items(),
        ("requirements-dist.lock", "requirements-dist.txt"),
    ],
    ids=lambda name: name,
)
def test_lock_gives_one_version_within_the_ranges(name: str, ranges: str, platform: str, python: str) -> None:
    system = {"linux": "Linux", "win32": "Windows"}[platform]
    place = {"python_version": python, "python_full_version": f"{python}.5", "sys_platform": platform}
    place |= {"platform_system": system, "os_name": "posix" if platform == "linux" else "nt", "extra": ""}
    pins: dict[str, list[str]] = {}
    for entry in _entries(ROOT / name):
        pin = Requirement(entry)
        if pin.marker is None or pin.marker.evaluate(place):
            pins.setdefault(pin.name, []).append(str(pin.specifier).removeprefix("=="))
    assert {package: versions for package, versions in pins.items() if len(versions) != 1} == {}
    for wanted in _asked_for(ROOT / ranges):
        if wanted.marker is None or wanted.marker.evaluate(place):
            [version] = pins[wanted.name.lower()]
            assert wanted.specifier.contains(version), f"{wanted} is locked at {version}"


def test_ranges_leave_out_the_bindings_that_lose_references() -> None:
    allowed = {
        python
        for python in PYTHONS
        for wanted in _asked_for(ROOT / "requirements.txt")
        if wanted.name == "PySide6-Essentials"
        and (wanted.marker is None or wanted.marker.evaluate({"python_version": python}))
        and wanted.specifier.contains("6.12.0")
    }
    assert allowed == {"3.12", "3.13", "3.14"}


def test_commands_install_from_the_locks() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    linux = makefile.partition("ifeq ($(shell uname -s),Linux)\n")[2].partition("else\n")[0]
    installed = dict(line.split(" := ") for line in linux.splitlines())
    assert all(files.endswith(" --require-hashes") for files in installed.values())
    for command, name in {"run": "RUN", "serve": "SERVE", "test": "TEST", "acceptance": "ACCEPTANCE"}.items():
        recipe = re.search(rf"^{command}:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
        assert recipe is not None
        assert f"$(VENV) $({name}_REQUIREMENTS)\n" in recipe[1]
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert "pip install --no-cache-dir --require-hashes -r requirements-serve.lock" in container


class Caller(QObject):
    """Something to call: signals with and without arguments, and methods that Qt calls back."""

    happened = Signal()
    counted = Signal(int)
    told = Signal(bool)
    sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.installEventFilter(self)
        self.timer = QTimer(self)
        self.happened.connect(lambda: None)
        self.counted.connect(self.timer.setInterval)
        self.told.connect(self.label.setEnabled)
        self.sent.connect(lambda value: value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Asked by Qt about each event of the label: the answer goes through the bindings."""
        return False

    def send_event(self) -> None:
        """One event through the filter above."""
        QCoreApplication.sendEvent(self.label, QEvent(QEvent.Type.User))


QT_CALLS: dict[str, Callable[[Caller], object]] = {
    "call that returns nothing": lambda caller: caller.setObjectName("caller"),
    "call that takes a bool": lambda caller: caller.label.setEnabled(True),
    "call that takes an int": lambda caller: caller.timer.setInterval(7),
    "call that returns a bool": lambda caller: caller.signalsBlocked(),
    "call that returns an int": lambda caller: caller.timer.interval(),
    "call that returns no object": lambda caller: caller.parent(),
    "property that is not there": lambda caller: caller.property("nothing"),
    "emit": lambda caller: caller.happened.emit(),
    "emit of an int": lambda caller: caller.counted.emit(3),
    "emit of a bool": lambda caller: caller.told.emit(False),
    "emit of nothing as an object": lambda caller: caller.sent.emit(None),
    "event through a filter": Caller.send_event,
    "events processed": lambda caller: QCoreApplication.processEvents(),
}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="what is counted here never dies from Python 3.12 on")
@pytest.mark.parametrize("name", QT_CALLS)
def test_qt_calls_lose_no_reference_to_what_everybody_shares(name: str, qtbot: QtBot) -> None:
    caller = Caller()
    qtbot.addWidget(caller.label)
    call = QT_CALLS[name]
    shared = [None, True, False, *range(10)]
    call(caller)
    before = [sys.getrefcount(value) for value in shared]
    for _ in range(CALLS):
        call(caller)
    after = [sys.getrefcount(value) for value in shared]
    fallen = {repr(v): then - now for v, then, now in zip(shared, before, after, strict=True) if then - now > CHANCE}
    assert fallen == {}


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("pyproject.toml", r'"Programming Language :: Python :: (3\.\d+)"'),
        (".github/workflows/ci.yml", r'"(3\.\d+)"'),
    ],
)
def test_every_python_that_is_tried_is_named(path: str, pattern: str) -> None:
    assert tuple(re.findall(pattern, (ROOT / path).read_text(encoding="utf-8"))) == PYTHONS


@pytest.mark.parametrize(
    "path",
    ["README.md", "CONTRIBUTING.md", "Makefile", "requirements.txt", "docs/guide/start.md", "scripts/make_venv.py"],
)
def test_the_newest_python_that_is_tried_is_named(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    newest = PYTHONS[-1]
    assert re.search(rf"3\.10 to\s+{re.escape(newest)}|NEWEST_TESTED = \({newest.replace('.', ', ')}\)", text)
