"""The step that collects photos: fed with keys, it writes a folder that training takes, and says what goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.capture import CaptureThread
from app.camera.demo import DemoSource
from convert.__main__ import main
from convert.collect import HELP, newest, shoot
from convert.dataset import labelled_pictures, pictures_under
from convert.shooting import BACKGROUNDS, Shooting, plan
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
    judged = labelled_pictures(tmp_path / "photos" / "val")
    assert sorted((p.currency, p.value, p.series, p.face) for p in train) == [
        ("ABC", "5", "current", "back"),
        ("ABC", "5", "current", "back"),
        ("ABC", "5", "current", "front"),
        ("ABC", "5", "current", "front"),
    ]
    assert len(judged) == 2
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
    assert person.heard[0].startswith("First, pictures to learn from. 5 ABC, back")
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
        (["--currency", "ABC", "--values", "5", "--source", "demo", "--mute"], "terminal"),
    ],
)
def test_wrong_arguments_and_no_terminal_say_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(["collect", "--data", str(tmp_path), *arguments]) == 1
    assert reason in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
def test_the_whole_step_with_a_real_terminal_and_the_demo_reel(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "convert", "collect", "--data", str(tmp_path), "--currency", "XTS"]
    command += ["--values", "5", "--per-side", "1", "--judged", "0", "--backgrounds", "1"]
    command += ["--source", "demo", "--mute"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        os.write(ours, b"    q")
        assert process.stdout is not None
        heard = process.stdout.read()
        os.close(ours)
    assert process.returncode == 0, heard
    assert len(labelled_pictures(tmp_path / "photos" / "train")) == 2
    assert len(pictures_under(tmp_path / BACKGROUNDS)) == 1
    assert "All pictures are taken" in heard
    assert "3 pictures in" in heard
