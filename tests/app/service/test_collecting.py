"""What is kept of pictures, how much, and for how long."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.service.collecting import Collection
from app.service.errors import ServiceError

DAY_S = 86_400.0
NOISE = np.random.default_rng(3).integers(0, 256, (100, 100, 3), np.uint8)


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


def test_the_pixels_and_the_answer_are_kept_for_the_owner_alone(tmp_path: Path) -> None:
    collection = Collection(tmp_path / "kept", most_bytes=1_000_000, most_days=1, clock=Clock())
    assert collection.keep(NOISE, {"value": "20"})
    files = {path.suffix: path for path in collection.folder.iterdir()}
    assert json.loads(files[".json"].read_text()) == {"consent": True, "answer": {"value": "20"}}
    with Image.open(files[".jpg"]) as picture:
        assert picture.size == (100, 100)
        assert not picture.getexif()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (collection.folder, *files.values()))


def test_the_oldest_make_room(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=60_000, most_days=30, clock=clock)
    for number in range(12):
        clock.now_s += 10
        collection.keep(NOISE, {"number": number})
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 60_000
    kept = sorted(json.loads(path.read_text())["answer"]["number"] for path in tmp_path.glob("*.json"))
    assert kept
    assert kept == list(range(kept[0], 12)), "the newest ones, without a gap"
    assert len(kept) < 12


def test_what_is_too_old_goes(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    collection.keep(NOISE, {})
    clock.now_s += 1.9 * DAY_S
    collection.tidy()
    assert len(list(tmp_path.iterdir())) == 2
    clock.now_s += 0.2 * DAY_S
    Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    assert list(tmp_path.iterdir()) == [], "at the start, too"


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=1, most_days=1, clock=clock)
    collection.keep(NOISE, {})
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServiceError, match=r"--collect: .* cannot be written to"):
        Collection(tmp_path / "file" / "folder", most_bytes=1, most_days=1)


def test_a_disk_that_fails_is_no_fault_of_the_sender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = Collection(tmp_path, most_bytes=1_000_000, most_days=1, clock=Clock())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert collection.keep(NOISE, {}) is False
