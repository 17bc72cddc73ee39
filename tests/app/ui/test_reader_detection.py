"""Whether a screen reader runs, as each system tells it; asked in a thread that ends."""

import ctypes
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.ui.dbus import BusError
from app.ui.reader_detection import (
    LinuxReaders,
    MacReaders,
    NoReaders,
    Readers,
    ReaderWatch,
    WindowsReaders,
    listens_like_a_reader,
    session_address,
    system_readers,
)
from tests.app.ui.test_windows_programs import Kernel32

ORCA = ("Focus::", "Object:TextCaretMoved:", "Object:StateChanged:Focused", "Window:Activate:", "Object:Announcement:")
LOGGER = ("Object:StateChanged:Focused", "Window:Activate:", "Object:Announcement:", "Object:StateChanged:Checked")
EVERYTHING = ("object:", "window:")


def heard_by(name: str, events: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, event) for event in events]


@pytest.mark.parametrize(
    ("listeners", "is_reader"),
    [
        ([], False),
        (heard_by(":1.2", ORCA), True),
        (heard_by(":1.2", EVERYTHING), True),
        (heard_by(":1.0", LOGGER), False),
        (heard_by(":1.0", ("Object:TextCaretMoved:", "Object:StateChanged:Focused")), False),
        (heard_by(":1.0", LOGGER) + heard_by(":1.3", ("object:text-caret-moved",)), False),
        (heard_by(":1.0", LOGGER) + heard_by(":1.2", ORCA), True),
    ],
    ids=["nobody", "Orca", "all events", "a logger", "a magnifier", "two tools", "Orca beside a logger"],
)
def test_a_reader_is_known_by_what_it_listens_for(listeners: list[tuple[str, str]], is_reader: bool) -> None:
    assert listens_like_a_reader(listeners) is is_reader


class FakeBuses:
    """A session bus and an accessibility bus."""

    def __init__(self, says: bool = False, listeners: list[tuple[str, str]] | None = None) -> None:
        self.says = says
        self.listeners = listeners
        self.opened: list[str] = []
        self.open_now = 0

    def connect(self, address: str) -> "FakeBuses":
        self.opened.append(address)
        self.open_now += 1
        return self

    def call(self, service: str, path: str, interface: str, method: str, *arguments: str) -> list[Any]:
        if method == "Get":
            assert arguments == ("org.a11y.Status", "ScreenReaderEnabled")
            return [self.says]
        if method == "GetAddress":
            return ["unix:path=/a11y"]
        assert method == "GetRegisteredEvents"
        if self.listeners is None:
            raise BusError("no registry")
        return [[list(each) for each in self.listeners]]

    def close(self) -> None:
        self.open_now -= 1


def linux(buses: FakeBuses, address: str = "unix:path=/session") -> LinuxReaders:
    return LinuxReaders({"DBUS_SESSION_BUS_ADDRESS": address}, buses.connect)


def test_on_linux_the_session_or_the_registry_tells() -> None:
    assert linux(FakeBuses(says=True)).is_running()
    assert linux(FakeBuses(listeners=heard_by(":1.2", ORCA))).is_running()
    assert not linux(FakeBuses(listeners=heard_by(":1.2", LOGGER))).is_running()


def test_a_bus_that_went_is_opened_anew_and_one_that_stays_is_kept() -> None:
    buses = FakeBuses()
    readers = linux(buses)
    assert not readers.is_running()
    assert buses.open_now == 0
    buses.listeners = heard_by(":1.2", ORCA)
    assert readers.is_running()
    assert readers.is_running()
    assert buses.opened == ["unix:path=/session", "unix:path=/a11y"] * 2
    readers.close()
    assert buses.open_now == 0


def test_without_a_session_bus_nothing_is_started(tmp_path: Any) -> None:
    buses = FakeBuses(says=True)
    assert not LinuxReaders({}, buses.connect).is_running()
    assert not linux(buses, "autolaunch:").is_running()
    assert buses.opened == []
    assert session_address({"XDG_RUNTIME_DIR": str(tmp_path)}) is None
    (tmp_path / "bus").touch()
    assert session_address({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path / 'bus'}"


def windows(
    flag: int = 0, windows_open: tuple[str, ...] = (), narrator: int = 0, programs: tuple[str, ...] = ("explorer.exe",)
) -> WindowsReaders:
    def flag_into(action: int, size: int, where: Any, update: int) -> int:
        where._obj.value = flag
        return 1

    user32 = SimpleNamespace(
        SystemParametersInfoW=flag_into, FindWindowW=lambda kind, title: 7 if kind in windows_open else 0
    )
    kernel32 = Kernel32(programs)
    kernel32.OpenMutexW = lambda *asked: narrator  # type: ignore[attr-defined]
    return WindowsReaders(SimpleNamespace(user32=user32, kernel32=kernel32))


def test_on_windows_the_flag_a_window_or_a_mark_tells() -> None:
    assert not windows().is_running()
    assert windows(flag=1).is_running()
    assert windows(windows_open=("wxWindowClassNR",)).is_running()
    assert windows(windows_open=("JFWUI2",)).is_running()
    assert windows(narrator=5).is_running()
    assert windows(programs=("explorer.exe", "NVDA.exe")).is_running()
    assert windows(programs=("jfw.exe",)).is_running()
    assert not windows(programs=("nvda_helper.exe", "jfwx.exe")).is_running()
    assert not windows(programs=()).is_running()
    assert not WindowsReaders(None).is_running()
    assert not WindowsReaders(SimpleNamespace()).is_running()


@pytest.mark.parametrize("is_on", [True, False])
def test_on_a_mac_the_workspace_tells(is_on: bool) -> None:
    sent: list[int | None] = []

    @ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p)
    def send(receiver: int | None, selector: int | None) -> int:
        sent.append(receiver)
        return 4096 if receiver == 11 else int(is_on)

    objc = SimpleNamespace(objc_getClass=lambda name: 11, sel_registerName=lambda name: 12, objc_msgSend=send)
    assert MacReaders(objc).is_running() is is_on
    assert sent == [11, 4096]


def test_every_system_has_its_own() -> None:
    kinds = [type(system_readers(platform)) for platform in ("linux", "win32", "darwin", "sunos5")]
    assert kinds == [LinuxReaders, WindowsReaders, MacReaders, NoReaders]
    assert not MacReaders().is_running() or ctypes.util.find_library("AppKit")


class ScriptedReaders:
    """Answers one after another, when the test lets it; then the last for ever."""

    def __init__(self, answers: list[bool]) -> None:
        self.answers = answers
        self.may_go_on = threading.Semaphore(0)
        self.threads: set[threading.Thread] = set()
        self.is_closed = False

    def is_running(self) -> bool:
        self.threads.add(threading.current_thread())
        self.may_go_on.acquire()
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def watched(qtbot: QtBot) -> Callable[[list[bool]], tuple[ReaderWatch, ScriptedReaders]]:
    def make(answers: list[bool]) -> tuple[ReaderWatch, ScriptedReaders]:
        readers: Readers = ScriptedReaders(answers)
        return ReaderWatch(readers, every_s=0.0), readers  # type: ignore[return-value]

    return make


def test_each_change_is_told_once_and_asking_never_holds_up_the_window(
    watched: Callable[[list[bool]], tuple[ReaderWatch, ScriptedReaders]], qtbot: QtBot
) -> None:
    watch, readers = watched([False, False, True, True, False])
    told: list[bool] = []
    watch.changed.connect(told.append)
    assert watch.is_running is None
    watch.start()
    assert watch.is_running is None
    readers.may_go_on.release(2)
    qtbot.waitUntil(lambda: told == [False], timeout=10_000)
    readers.may_go_on.release(2)
    qtbot.waitUntil(lambda: told == [False, True], timeout=10_000)
    assert watch.is_running
    readers.may_go_on.release()
    qtbot.waitUntil(lambda: told == [False, True, False], timeout=10_000)
    readers.may_go_on.release(1000)
    watch.stop()
    assert readers.is_closed
    assert threading.current_thread() not in readers.threads
    assert not any(thread.is_alive() for thread in readers.threads)


def test_one_that_was_never_started_stops_too() -> None:
    ReaderWatch(NoReaders()).stop()


def test_nothing_runs_where_nobody_can_tell() -> None:
    assert not NoReaders().is_running()


@pytest.mark.parametrize("mutex", [0, 5])
def test_only_a_mark_that_is_there_is_given_back(mutex: int) -> None:
    readers = windows(narrator=mutex)
    closed: list[int] = []
    readers._windll.kernel32.CloseHandle = closed.append
    assert readers._narrator() is bool(mutex)
    assert closed == ([mutex] if mutex else [])


def test_on_a_mac_without_a_workspace_none_runs() -> None:
    @ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p)
    def send(receiver: int | None, selector: int | None) -> int:
        return 0

    objc = SimpleNamespace(objc_getClass=lambda name: 11, sel_registerName=lambda name: 12, objc_msgSend=send)
    assert not MacReaders(objc).is_running()
    assert not MacReaders(SimpleNamespace()).is_running()


@pytest.mark.parametrize(("found", "loaded"), [("/lib/{}", ["/lib/AppKit", "/lib/objc"]), (None, ["", ""])])
def test_on_a_mac_the_libraries_are_loaded_from_where_they_are(
    found: str | None, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def load(path: str) -> Any:
        asked.append(path)
        return SimpleNamespace(objc_getClass=SimpleNamespace(), sel_registerName=SimpleNamespace())

    monkeypatch.setattr(ctypes.util, "find_library", lambda name: found and found.format(name))
    monkeypatch.setattr(ctypes, "CDLL", load)
    readers = MacReaders()
    assert readers._load() is readers._objc
    assert asked == loaded
