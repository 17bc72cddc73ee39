"""The step that collects photos: fed with keys, it writes a folder that training takes, and says what goes wrong."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera import spec
from app.camera.capture import CameraStatus, CaptureThread
from app.camera.demo import ASSETS, DemoSource
from app.feedback.phrases import Phrase
from app.session.wording import Wording
from app.trouble import Trouble
from convert.__main__ import main
from convert.data.catalogue import catalogue
from convert.data.dataset import labelled_pictures, pictures_under
from convert.data_capture import collect
from convert.data_capture.collect import HELP, newest, one_key, shoot
from convert.data_capture.shooting import BACKGROUNDS, Shooting, plan
from tests.convert.pictures import scene

TASKS = plan("ABC", ["5"], "current", 2, 1, 2)


class Person:
    """Presses the keys written down, notes what is said, and is shown another picture each time."""

    def __init__(self, keys: str) -> None:
        self._keys = list(keys)
        self.heard: list[str] = []
        self.shown = 0

    def key(self) -> str | None:
        return self._keys.pop(0) if self._keys else None

    def look(self) -> NDArray[np.uint8] | None:
        self.shown += 1
        return scene(self.shown)

    def shoot(self, data: Path, there: Iterable[tuple[str, int]] = ()) -> int:
        return shoot(Shooting(TASKS, dict(there)), data, self.key, self.look, self.heard.append)


def test_all_pictures_end_in_a_folder_that_training_reads(tmp_path: Path) -> None:
    person = Person(" " * 8)
    assert person.shoot(tmp_path) == 8
    train = labelled_pictures(tmp_path / "photos" / "train")
    validation = labelled_pictures(tmp_path / "photos" / "val")
    assert sorted((p.currency, p.value, p.series, p.face) for p in train) == [
        ("ABC", "5", "current", "back"),
        ("ABC", "5", "current", "back"),
        ("ABC", "5", "current", "front"),
        ("ABC", "5", "current", "front"),
    ]
    assert len(validation) == 2
    assert len(pictures_under(tmp_path / BACKGROUNDS)) == 2
    assert person.heard[-1] == "Kept. All pictures are taken. Thank you."
    first = cv2.imread(str(tmp_path / TASKS[0].folder / "collected0001.jpg"))
    assert first is not None
    assert first.shape == scene(1).shape
    assert float(np.abs(first.astype(int) - scene(1)).mean()) < 6
    assert not list(tmp_path.rglob("*.part"))


def test_a_later_sitting_goes_on_and_overwrites_nothing(tmp_path: Path) -> None:
    Person("  q").shoot(tmp_path)
    kept = {p: p.read_bytes() for p in tmp_path.rglob("*.jpg")}
    there = [(task.folder, len(pictures_under(tmp_path / task.folder))) for task in TASKS]
    person = Person(" q")
    assert person.shoot(tmp_path, there) == 1
    assert person.heard[0].startswith(f"{HELP} First, pictures to learn from. 5 ABC, back")
    assert all(path.read_bytes() == content for path, content in kept.items())
    assert len(list(tmp_path.rglob("*.jpg"))) == 3


def test_undo_takes_the_file_away_and_asks_again(tmp_path: Path) -> None:
    person = Person("u u")
    person.shoot(tmp_path)
    assert person.heard[1] == "There is no picture of this sitting to take away."
    assert person.heard[3].startswith("Taken away. 5 ABC, front, picture 1 of 2")
    assert not list(tmp_path.rglob("*.jpg"))


def test_other_keys_repeat_skip_and_help_and_the_end_says_what_is_left(tmp_path: Path) -> None:
    person = Person("rxsq")
    assert person.shoot(tmp_path) == 0
    _, again, helped, skipped, ended = person.heard
    assert again.startswith("5 ABC, front, picture 1 of 2")
    assert helped == HELP
    assert skipped.startswith("5 ABC, back")
    assert ended == "Ended. 0 pictures kept, 8 to go."


def test_a_lost_camera_and_a_full_disk_are_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person("  q")
    pictures = iter([None, scene(1)])
    monkeypatch.setattr(person, "look", lambda: next(pictures))
    (tmp_path / "photos").write_text("in the way")
    assert person.shoot(tmp_path) == 0
    assert "no picture" in person.heard[1]
    assert "cannot be written" in person.heard[2]
    assert person.heard[-1] == "Ended. 0 pictures kept, 8 to go."


def test_a_disk_that_fills_up_leaves_no_half_picture_and_the_earlier_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Person(" q").shoot(tmp_path) == 1

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    person = Person(" q")
    assert person.shoot(tmp_path) == 0
    assert "No space left on device" in person.heard[1]
    assert "Make room" in person.heard[1]
    assert [path.name for path in tmp_path.rglob("*.*")] == ["collected0001.jpg"]


@pytest.mark.parametrize(
    ("sent", "pressed"),
    [
        (" q", [" ", "q"]),
        ("R", ["r"]),
        ("\x1b", ["\x1b"]),
        ("\x1b[A ", ["", " "]),
        ("\x1b[15~u", ["", "u"]),
        ("\x1bOPs", ["", "s"]),
        ("\xe0S ", ["", " "]),
        ("\x00;q", ["", "q"]),
    ],
)
def test_a_key_that_sends_several_characters_is_one_key_and_no_command(sent: str, pressed: list[str]) -> None:
    left = list(sent)

    def read() -> str:
        return left.pop(0) if left else ""

    assert [one_key(read, lambda: bool(left)) for _ in pressed] == pressed
    assert one_key(read, lambda: bool(left)) is None


def test_without_a_camera_the_demo_reel_never_becomes_photos_of_a_currency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spec, "open_spec", lambda *_, **__: DemoSource(15, live=True))
    assert main(["collect", "--data", str(tmp_path), "--currency", "NOK", "--values", "50", "--mute"]) == 1
    assert "Connect a camera" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.jpg"))


def test_a_covered_camera_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(" q")
    monkeypatch.setattr(person, "look", lambda: np.zeros((120, 160, 3), np.uint8))
    assert person.shoot(tmp_path) == 0
    assert "covered" in person.heard[1]


def test_frames_are_taken_after_the_key_from_a_running_source() -> None:
    capture = CaptureThread(DemoSource(30, live=True), on_status=lambda _: None)
    capture.start()
    try:
        frame = newest(capture)()
    finally:
        capture.stop()
    assert frame is not None
    assert frame.shape[2] == 3
    assert newest(capture)() is None, "a capture that has ended gives none, and does not wait"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--currency", "krone", "--values", "5"], "ISO 4217"),
        (["--currency", "ABC", "--values", "five"], "numbers"),
        (["--currency", "ABC", "--values", "5", "--per-side", "-1"], "below 0"),
        (["--currency", "ABC", "--values", "5", "--source", "nowhere.mp4"], "nowhere.mp4"),
        (["--currency", "XTS", "--values", "5", "--source", "demo", "--mute"], "terminal"),
        (["--currency", "ABC", "--values", "5", "--source", "demo", "--mute"], "not ABC"),
    ],
)
def test_wrong_arguments_and_no_terminal_say_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(["collect", "--data", str(tmp_path), *arguments]) == 1
    assert reason in capsys.readouterr().err


def _sitting(data: Path, keys: bytes) -> str:
    """All that one whole step prints, for these keys in a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "convert", "collect", "--data", str(data), "--currency", "XTS"]
    command += ["--values", "5", "--per-side", "1", "--validation", "0", "--backgrounds", "1"]
    command += ["--source", "demo", "--mute"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        assert process.stdout is not None
        heard = process.stdout.readline()  # from the first words on, keys are read one by one
        os.write(ours, keys)
        heard += process.stdout.read()
        os.close(ours)
    assert process.returncode == 0, heard
    return heard


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_the_whole_step_with_a_real_terminal_and_the_demo_reel(tmp_path: Path) -> None:
    heard = _sitting(tmp_path, b" \x1b[A  ")
    assert len(labelled_pictures(tmp_path / "photos" / "train")) == 2
    assert len(pictures_under(tmp_path / BACKGROUNDS)) == 1
    found = catalogue(tmp_path, ASSETS, ["XTS"])
    assert {(p.value, p.series, p.face) for p in found.photos} == {("5", "current", "front"), ("5", "current", "back")}
    assert heard.count(HELP) == 2, "once at the start, once for the arrow key"
    assert "All pictures are taken" in heard
    assert "3 pictures in" in heard


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_ctrl_c_ends_like_q_and_keeps_what_was_taken(tmp_path: Path) -> None:
    heard = _sitting(tmp_path, b" \x03")
    assert "Ended. 1 picture kept, 2 to go." in heard
    assert len(labelled_pictures(tmp_path / "photos" / "train")) == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (CameraStatus("opened", "a lens"), Wording("en").phrase(Phrase.CAMERA_OPENED, camera="a lens")),
        (CameraStatus("demo", "a reel"), Wording("en").phrase(Phrase.CAMERA_OPENED, camera="a reel")),
        (CameraStatus("back", "a lens"), Wording("en").phrase(Phrase.CAMERA_BACK)),
        (CameraStatus("ended", "a lens"), Wording("en").phrase(Phrase.SOURCE_ENDED)),
        (CameraStatus("lost", "a lens", Trouble("no_camera")), Wording("en").trouble(Trouble("no_camera"))),
        (CameraStatus("looking", "a lens"), ""),
    ],
)
def test_what_becomes_of_the_camera_is_told(
    status: CameraStatus, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Capture:
        def __init__(self, source: object, on_status: Callable[[CameraStatus], None]) -> None:
            self._tell = on_status

        def start(self) -> None:
            self._tell(status)

        def stop(self) -> None:
            pass

    monkeypatch.setattr(collect, "CaptureThread", Capture)
    monkeypatch.setattr(collect, "terminal_keys", contextlib.nullcontext)
    monkeypatch.setattr(collect, "newest", lambda capture: lambda: None)
    monkeypatch.setattr(collect, "shoot", lambda *_: 7)
    monkeypatch.setattr(collect, "_opened", lambda options, wording: None)
    found = collect.run(collect.Options(tmp_path, "ABC", ("5",), mute=True))
    assert found.kept == 7
    assert capsys.readouterr().out.strip() == said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.parametrize(("typed", "key"), [(b"A", "a"), (b"", None), (OSError(5, "closed"), None)])
def test_a_terminal_that_was_closed_gives_no_more_keys(
    typed: bytes | OSError, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(descriptor: int, most: int) -> bytes:
        if isinstance(typed, OSError):
            raise typed
        return typed

    mode = [0, 0, 0, 0xFF]
    terminal = SimpleNamespace(tcgetattr=lambda descriptor: list(mode), tcsetattr=lambda *_: None, TCSADRAIN=1, ISIG=1)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True, fileno=lambda: 0))
    monkeypatch.setitem(sys.modules, "termios", terminal)
    monkeypatch.setitem(sys.modules, "tty", SimpleNamespace(setcbreak=lambda *_: None))
    monkeypatch.setattr(os, "read", read)
    with collect.terminal_keys() as keys:
        assert keys() == key
