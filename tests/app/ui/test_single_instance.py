"""One window for each person and folder: the second start calls the first. Processes of their own where it matters."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from app.ui import single_instance
from app.ui.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[3]
TAKES_AND_DIES = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.claim(), flush=True)
os._exit(9)
"""
CALLS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.claim(), instance.call({"XDG_ACTIVATION_TOKEN": "token of the desktop"}), flush=True)
"""
REPEATS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import SingleInstance
application = QCoreApplication([])
print(SingleInstance(Path(sys.argv[1])).ask_to_repeat(), flush=True)
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folder for sockets; short, as their paths must be, wherever the test's own folder lies."""
    folder = tmp_path_factory.mktemp("r")
    folder.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    return folder


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path / "config")
    assert made.claim()
    yield made
    made.release()


def run(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_second_start_calls_the_first_to_the_front(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    answers: list[str] = []
    second = threading.Thread(target=lambda: answers.append(run(CALLS, tmp_path / "config")))
    with qtbot.waitSignal(first.called, timeout=20_000):
        second.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    second.join()
    assert answers == ["False True"]
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "token of the desktop"


def test_a_second_start_asks_the_first_to_repeat_and_leaves_its_window_alone(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    answers: list[str] = []
    second = threading.Thread(target=lambda: answers.append(run(REPEATS, tmp_path / "config")))
    with qtbot.assertNotEmitted(first.called):
        with qtbot.waitSignal(first.repeat_wanted, timeout=20_000):
            second.start()
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    second.join()
    assert answers == ["True"]


def test_where_none_runs_nobody_is_asked_to_repeat(tmp_path: Path, qtbot: QtBot) -> None:
    asking = SingleInstance(tmp_path / "config")
    assert not asking.ask_to_repeat()
    assert asking.claim(), "asking takes no place"
    asking.release()


def test_another_folder_is_another_place(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_a_place_that_was_given_up_can_be_taken(first: SingleInstance, tmp_path: Path) -> None:
    second = SingleInstance(tmp_path / "config")
    assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_what_a_crash_leaves_behind_is_in_nobody_s_way(tmp_path: Path, runtime: Path, qtbot: QtBot) -> None:
    assert run(TAKES_AND_DIES, tmp_path / "config") == "True"
    if sys.platform != "win32":
        assert list(runtime.glob("*.socket")), "otherwise this shows nothing"
    again = SingleInstance(tmp_path / "config")
    assert again.claim()
    again.release()


def test_one_that_does_not_answer_is_told_apart(
    first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_ANSWER_MS", 50)
    second = SingleInstance(tmp_path / "config")
    assert not second.call({}), "nobody runs the first one's loop here"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_folder_that_others_can_write_into_is_not_used(
    tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime.chmod(0o777)
    shared = tmp_path / "tmp"
    shared.mkdir()
    taken = shared / f"noteworthy-{os.getuid()}"
    taken.mkdir(mode=0o777)
    taken.chmod(0o777)
    monkeypatch.setattr("tempfile.tempdir", str(shared))
    instance = SingleInstance(tmp_path / "config")
    assert instance.claim()
    assert list(runtime.iterdir()) == list(taken.iterdir()) == []
    instance.release()


def test_where_nothing_can_be_locked_everybody_is_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    instance = SingleInstance(tmp_path / "config")
    monkeypatch.setattr(instance, "_lock_path", tmp_path / "no" / "\0")
    monkeypatch.setattr(Path, "mkdir", lambda *args, **kwargs: (_ for _ in ()).throw(OSError("read only")))
    assert instance.claim()


def test_nonsense_calls_nobody(first: SingleInstance, qtbot: QtBot) -> None:
    from PySide6.QtNetwork import QLocalSocket

    assert isinstance(first.findChild(QLocalServer), QLocalServer)
    called: list[None] = []
    first.called.connect(lambda: called.append(None))
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(5000)
    socket.write(b"nonsense\n" + b"\xff" * 5000)
    with qtbot.waitSignal(socket.bytesWritten, timeout=5000):
        pass
    qtbot.wait(1)
    assert called == []
    socket.abort()


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    with path.open("wb") as first, path.open("r+b") as second:
        assert single_instance._has_locked(first)
        assert not single_instance._has_locked(second)


def test_on_windows_others_may_come_to_the_front_and_elsewhere_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    allowed: list[int] = []
    user32 = SimpleNamespace(AllowSetForegroundWindow=allowed.append)
    monkeypatch.setattr(single_instance.ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    single_instance._let_others_to_the_front()
    assert allowed == [0xFFFFFFFF]
    monkeypatch.setattr(single_instance.ctypes, "windll", None, raising=False)
    single_instance._let_others_to_the_front()
    assert len(allowed) == 1


@pytest.mark.parametrize("given", [None, {"XDG_ACTIVATION_TOKEN": "of the test"}, {}])
def test_the_right_to_be_in_front_is_that_of_this_process_or_of_one_that_is_told(
    given: dict[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of this process")
    instance, asked = SingleInstance(tmp_path), list[bytes]()

    def ask(what: bytes) -> bool:
        asked.append(what)
        return True

    monkeypatch.setattr(instance, "_ask", ask)
    assert instance.call(given)
    token = b"of this process" if given is None else os.fsencode(given.get("XDG_ACTIVATION_TOKEN", ""))
    assert asked == [b" ".join((single_instance._SHOW, token))]


@pytest.mark.parametrize(
    ("is_ready", "answer", "answered"),
    [(True, b"done\n", True), (True, b"something else\n", False), (False, b"done\n", False)],
)
def test_only_the_answer_that_it_was_done_counts(
    is_ready: bool, answer: bytes, answered: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_DONE", b"done")
    written: list[bytes] = []
    socket = SimpleNamespace(
        connectToServer=lambda name: None,
        waitForConnected=lambda within_ms: True,
        write=written.append,
        waitForBytesWritten=lambda within_ms: True,
        waitForReadyRead=lambda within_ms: is_ready,
        readAll=lambda: SimpleNamespace(data=lambda: answer),
        disconnectFromServer=lambda: None,
    )
    monkeypatch.setattr(single_instance, "QLocalSocket", lambda: socket)
    assert SingleInstance(tmp_path).ask_to_repeat() is answered
    assert written == [single_instance._REPEAT + b"\n"]


def test_a_caller_that_has_spoken_already_is_answered_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def caller(waiting: int) -> Any:
        signal = SimpleNamespace(connect=lambda call: None)
        return SimpleNamespace(
            disconnected=signal, readyRead=signal, deleteLater=None, bytesAvailable=lambda waiting=waiting: waiting
        )

    quick, slow = caller(5), caller(0)
    coming, answered = [quick, slow, None], list[object]()
    instance: Any = SingleInstance(tmp_path)
    instance._server = SimpleNamespace(nextPendingConnection=lambda: coming.pop(0))
    monkeypatch.setattr(instance, "_answer", answered.append)
    instance._hear()
    assert answered == [quick]


class Caller(QLocalSocket):
    """A socket on which something was written, to its end or not."""

    def __init__(self, line: bytes, *, is_whole: bool) -> None:
        super().__init__()
        self._line, self._is_whole = line, is_whole
        self.answers: list[bytes] = []

    def canReadLine(self) -> bool:
        return self._is_whole

    def readLine(self, most: int) -> QByteArray:  # type: ignore[override]
        return QByteArray(self._line)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.answers.append(data)
        return len(data)

    def flush(self) -> bool:
        return True


def test_half_a_line_calls_nobody_yet_nor_does_nobody(tmp_path: Path, qtbot: QtBot) -> None:
    instance, called = SingleInstance(tmp_path), list[int]()
    instance.called.connect(lambda: called.append(1))
    half, whole = (Caller(single_instance._SHOW, is_whole=is_whole) for is_whole in (False, True))
    instance._answer(None)
    instance._answer(half)
    assert (called, half.answers) == ([], [])
    instance._answer(whole)
    assert (called, whole.answers) == ([1], [single_instance._DONE + b"\n"])


def test_a_folder_of_ones_own_is_named_by_the_person_where_the_system_numbers_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr(single_instance.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(single_instance, "_is_own", lambda folder: True)
    monkeypatch.setattr(os, "getuid", lambda: 4711, raising=False)
    assert single_instance._own_folder("key") == tmp_path / "noteworthy-4711"
    monkeypatch.delattr(os, "getuid")
    assert single_instance._own_folder("key") == tmp_path / "noteworthy-key"


def test_a_folder_whose_sockets_would_have_too_long_a_path_or_that_is_not_there_is_not_used(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    length = len(str(runtime)) + len("/noteworthy-0123456789abcdef.socket")
    for longest, is_used in ((length, True), (length - 1, False)):
        monkeypatch.setattr(single_instance, "_LONGEST_PATH", longest)
        assert single_instance._is_own(runtime) is is_used
    monkeypatch.setattr(single_instance, "_LONGEST_PATH", 10**6)
    assert not single_instance._is_own(runtime / "nothing")
