"""One window for each person and folder: the second start calls the first. Processes of their own where it matters."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtNetwork import QLocalServer
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
