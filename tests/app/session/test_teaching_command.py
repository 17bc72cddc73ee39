"""`python main.py teach`: what it takes, what it says, and what it keeps."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from app.recognition.taught_file import read_notes
from app.session.teaching_command import main
from tests.app.recognition.held import held, scan


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for face in ("front", "back"):
        folder = tmp_path / "photos" / face
        folder.mkdir(parents=True)
        cv2.imwrite(str(folder / "a.png"), held(scan("20", face), width=0.8)[0])
    return tmp_path / "photos"


def teach(*arguments: str) -> tuple[int, list[str], list[str]]:
    out: list[str] = []
    err: list[str] = []
    code = main([*arguments, "--on", "USD"], out.append, err.append)
    return code, out, err


def test_a_note_is_kept_in_the_persons_folder(photos: Path, tmp_path: Path) -> None:
    done = teach("--currency", "Club chips", "--value", "20", "--photos", str(photos))

    assert done == (0, ["Saved: 20 Club chips, both sides."], [])
    (file,) = (tmp_path / "data" / "taught").iterdir()
    (note,) = read_notes(file)
    assert (note.name, note.value, note.faces) == ("Club chips", "20", ("front", "back"))


def test_a_file_alone_is_written_when_asked_for(photos: Path, tmp_path: Path) -> None:
    file = tmp_path / "sek.taught"
    code, _, _ = teach("--currency", "sek", "--value", "20", "--photos", str(photos), "--out", str(file))

    assert code == 0
    assert [note.key for note in read_notes(file)] == ["SEK/20"]
    assert not (tmp_path / "data").exists()


def test_what_is_wrong_is_one_line(photos: Path, tmp_path: Path) -> None:
    code, out, err = teach("--currency", "SEK", "--photos", str(tmp_path / "none"))
    assert (code, out) == (1, [])
    assert err == [
        f"noteworthy: No photos in {tmp_path / 'none'}. Put them into folders front and back, or 20_front and 20_back."
    ]
    assert teach("--currency", "5", "--value", "20", "--photos", str(photos))[2] == [
        "noteworthy: The name needs a letter in it. Type another."
    ]
    assert teach("--currency", "SEK", "--value", "x", "--photos", str(photos))[0] == 1
    assert teach("--value", "5")[0] == 2
    assert teach("--help")[0] == 0


def test_what_looks_like_a_known_note_is_not_kept(photos: Path, tmp_path: Path) -> None:
    out: list[str] = []
    given = ["--currency", "Club chips", "--value", "20", "--photos", str(photos), "--on", "XTS"]
    assert main(given, out.append, pytest.fail) == 0
    assert out == ["20 Club chips: Not saved. It looks like 20 specimen units, which is known already."]
    assert not list((tmp_path / "data").rglob("*.taught"))
