"""Does a path of any length, in any letters, lead where it should: source, model, pack, settings, taught notes?"""

import os
import shutil
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.arguments import parse
from app.camera.pictures import PicturesSource
from app.camera.shown import shown_path
from app.camera.spec import open_spec
from app.longpath import ANY_ROOM, plain, reachable
from app.recognition.labels import read_model
from app.recognition.packs import read_contents
from app.recognition.taught import taught_folder
from app.resources import MODELS
from app.settings import Settings, load, save, settings_path
from app.wholefile import write_whole

LONG = "C:\\" + "\\".join(["a folder of fifty letters, as somebody may have it"] * 6)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_every_path_is_left_alone(platform: str) -> None:
    path = Path("/" + "a/" * 400)
    assert reachable(path, room=ANY_ROOM, platform=platform) is path


@pytest.mark.parametrize("length", [10, 247])
def test_short_one_is_left_alone_on_windows(length: int) -> None:
    path = Path("C:\\" + "a" * (length - 3))
    assert reachable(path, platform="win32") is path


@pytest.mark.parametrize(
    ("path", "reached"),
    [
        (LONG, "\\\\?\\" + LONG),
        ("C:\\" + "a" * 245, "\\\\?\\C:\\" + "a" * 245),
        ("\\\\server\\share\\" + LONG[3:], "\\\\?\\UNC\\server\\share\\" + LONG[3:]),
        ("\\\\?\\" + LONG, "\\\\?\\" + LONG),
        ("\\\\.\\" + LONG, "\\\\.\\" + LONG),
        (LONG.replace("\\", "/") + "/../x", "\\\\?\\" + LONG.rpartition("\\")[0] + "\\x"),
    ],
    ids=["drive", "one too many", "share", "already", "device", "with dots and slashes"],
)
def test_long_one_gets_what_windows_asks_for(path: str, reached: str) -> None:
    assert str(reachable(Path(path), platform="win32")) == reached


def test_folder_gets_it_for_what_lies_in_it() -> None:
    assert str(reachable(Path("C:\\notes"), room=ANY_ROOM, platform="win32")) == "\\\\?\\C:\\notes"


@pytest.mark.parametrize("path", [LONG, "\\\\server\\share\\" + LONG[3:], "C:\\notes"])
def test_people_are_shown_the_path_that_they_know(path: str) -> None:
    assert plain(str(reachable(Path(path), room=ANY_ROOM, platform="win32"))) == path
    assert shown_path(reachable(Path(path[:90]), room=ANY_ROOM, platform="win32")) == path[:90]


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A folder whose path has more than 300 characters, some of them in no code page together."""
    folder = tmp_path.joinpath(*["ünter den Linden ₹ नोट пример " + "x" * 40] * 4)
    assert len(str(folder)) > 300
    reachable(folder, room=ANY_ROOM).mkdir(parents=True)
    return folder


@pytest.fixture
def picture(far: Path) -> Path:
    path = far / "zwanzig ₺ 20.png"
    good, coded = cv2.imencode(".png", np.full((120, 160, 3), 90, np.uint8))
    assert good
    reachable(path).write_bytes(coded.tobytes())
    return path


def _first(source: object) -> bytes:
    assert isinstance(source, PicturesSource)
    with source:
        frame = source.read()
    assert frame is not None
    assert source.skipped == []
    return frame.image.tobytes()


def test_picture_far_away_is_shown(picture: Path) -> None:
    assert set(_first(open_spec(str(picture), fps=15, hold_s=1, live_demo=False))) == {90}


def test_pictures_far_below_a_near_folder_are_shown(picture: Path, tmp_path: Path) -> None:
    assert set(_first(open_spec(str(tmp_path), fps=15, hold_s=1, live_demo=False))) == {90}


def test_video_far_away_is_played(far: Path, tmp_path: Path) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "a.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 15, (64, 48))
    for _ in range(3):
        writer.write(np.full((48, 64, 3), 90, np.uint8))
    writer.release()
    shutil.move(tmp_path / "a.avi", reachable(far / "ein Film ₹ नोट.avi"))
    with open_spec(str(far / "ein Film ₹ नोट.avi"), fps=15, hold_s=1, live_demo=False) as source:
        frame = source.read()
    assert frame is not None
    assert frame.image.mean() == pytest.approx(90, abs=4)


def test_model_far_away_is_read(far: Path) -> None:
    asked = parse(["--model", str(far / "modèle ₹.tflite")])
    shutil.copyfile(MODELS / "noteworthy.tflite", reachable(far / "modèle ₹.tflite"))
    assert asked.model is not None
    assert read_model(asked.model).metadata == read_model(MODELS / "noteworthy.tflite").metadata


def test_pack_far_away_is_read(far: Path) -> None:
    there = next((MODELS / "packs").glob("*.notes"))
    shutil.copyfile(there, reachable(far / there.name))
    assert read_contents(reachable(far / there.name)) == read_contents(there)


def test_settings_far_away_are_kept(far: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTEWORTHY_CONFIG_DIR", str(far / "réglages"))
    save(Settings(language="tr"))
    assert load().settings.language == "tr"
    assert settings_path().is_file()


def test_taught_notes_far_away_are_kept(far: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTEWORTHY_DATA_DIR", str(far))
    write_whole(taught_folder() / "₹ 20.taught", b"a note")
    assert [path.read_bytes() for path in taught_folder().iterdir()] == [b"a note"]


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere no path is too long")
def test_windows_is_asked_by_the_long_name(far: Path) -> None:
    assert str(reachable(far)).startswith("\\\\?\\")
    assert os.path.isdir(reachable(far))
