"""What is kept of pictures, how much, and for how long; and what is never touched."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.service import collecting
from app.service.collecting import MARKER, Collection
from app.service.errors import ServiceError

DAY_S = 86_400.0
NOISE = np.random.default_rng(3).integers(0, 256, (100, 100, 3), np.uint8)
# As the collection names its files; long before the clock of these tests.
OLD = "20200102T030405Z-0123456789abcdef"


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


def _kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != MARKER)


def test_the_pixels_and_the_answer_are_kept_for_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        collection = Collection(tmp_path / "kept", most_bytes=1_000_000, most_days=1, clock=Clock())
        assert collection.keep(NOISE, {"value": "20"})
    finally:
        os.umask(before)
    files = {path.suffix: path for path in _kept(collection.folder)}
    assert set(files) == {".jpg", ".json"}
    assert json.loads(files[".json"].read_text()) == {"consent": True, "answer": {"value": "20"}}
    with Image.open(files[".jpg"]) as picture:
        assert picture.size == (100, 100)
        assert not picture.getexif()
    for path in (collection.folder, collection.folder / MARKER, *files.values()):
        assert path.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_no_file_is_ever_open_to_others_nor_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = Collection(tmp_path, most_bytes=1_000_000, most_days=1, clock=Clock())
    real, seen = Path.replace, []

    def spying(path: Path, target: Path) -> Path:
        seen.append((path.stat().st_mode & 0o777, path.stat().st_size, target.exists()))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", spying)
    assert collection.keep(NOISE, {})
    assert len(seen) == 2
    assert all(size > 0 and not there for _, size, there in seen), "whole before it has its name"
    assert all(mode == 0o600 for mode, _, _ in seen) or sys.platform == "win32"


def test_the_oldest_make_room(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=60_000, most_days=30, clock=clock)
    for number in range(12):
        clock.now_s += 10
        assert collection.keep(NOISE, {"number": number})
        assert sum(path.stat().st_size for path in _kept(tmp_path)) <= 60_000
    kept = sorted(json.loads(path.read_text())["answer"]["number"] for path in tmp_path.glob("*.json"))
    assert kept
    assert kept == list(range(kept[0], 12)), "the newest ones, without a gap"
    assert len(kept) < 12


def test_what_never_fits_is_not_said_to_be_kept_and_costs_nothing_else(tmp_path: Path) -> None:
    collection = Collection(tmp_path, most_bytes=20_000, most_days=30, clock=Clock())
    small = np.full((20, 20, 3), 90, np.uint8)
    assert collection.keep(small, {})
    assert collection.keep(np.tile(NOISE, (3, 3, 1)), {}) is False
    assert len(_kept(tmp_path)) == 2


def test_what_is_too_old_goes(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    collection.keep(NOISE, {})
    clock.now_s += 1.9 * DAY_S
    collection.tidy()
    assert len(_kept(tmp_path)) == 2
    clock.now_s += 0.2 * DAY_S
    Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    assert _kept(tmp_path) == [], "at the start, too"


def test_a_picture_stays_to_its_last_second_and_no_longer(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    collection.keep(NOISE, {})
    clock.now_s += 2 * DAY_S - 1
    collection.tidy()
    assert len(_kept(tmp_path)) == 2
    assert collection.until_next_s() == 1
    clock.now_s += 1
    collection.tidy()
    assert _kept(tmp_path) == []


def test_what_is_due_goes_by_a_timer_though_nobody_sends_anything(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=1, clock=clock)
    collection.keep(NOISE, {})
    kept_at_s, gone_at_s = clock.now_s, []

    def wait(seconds: float) -> bool:
        assert 0 < seconds <= 60, "a machine that slept is noticed soon"
        if not _kept(tmp_path):
            gone_at_s.append(clock.now_s)
            return True
        clock.now_s += seconds
        return False

    collection.keep_tidy(wait)
    assert gone_at_s[0] - kept_at_s == pytest.approx(DAY_S, abs=1), "at the latest, and not long before"


def test_the_timer_runs_until_the_end(tmp_path: Path) -> None:
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=1, clock=Clock())
    collection.start()
    collection.close()
    collection.close()


def test_a_restored_folder_whose_files_look_new_is_judged_by_their_names(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=2, clock=clock)
    collection.keep(NOISE, {})
    clock.now_s += 3 * DAY_S
    for path in _kept(tmp_path):
        os.utime(path, (clock.now_s, clock.now_s))
    collection.tidy()
    assert _kept(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["holiday.jpg", "notes.txt", "settings.json", f"{OLD}.jpg", ".hidden", "sub/holiday.jpg"]
)
def test_a_folder_that_holds_anything_and_no_marker_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    os.utime(mine, (0, 0))
    with pytest.raises(ServiceError, match=r"--collect: .* is not empty") as refused:
        Collection(tmp_path, most_bytes=1, most_days=1)
    assert "\n" not in str(refused.value)
    assert mine.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [name.split("/")[0]]


def test_a_marker_that_is_a_link_is_none(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    folder = tmp_path / "folder"
    folder.mkdir()
    try:
        (folder / MARKER).symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(ServiceError, match="is not empty"):
        Collection(folder, most_bytes=1, most_days=1)


@pytest.mark.parametrize(
    "name",
    [
        "holiday.jpg",
        "20200102.json",
        f"copy of {OLD}.jpg",
        f"{OLD}.jpeg",
        f"{OLD}.jpg.bak",
        f"{OLD.upper()}.jpg",
        "20201332T030405Z-0123456789abcdef.jpg",
    ],
)
def test_files_of_others_in_it_are_left_alone(tmp_path: Path, name: str) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=30_000, most_days=1, clock=clock)
    mine = tmp_path / name
    mine.write_bytes(b"x" * 100_000)
    os.utime(mine, (0, 0))
    (tmp_path / f"{OLD}.json").mkdir()
    assert collection.keep(NOISE, {}), "others' bytes do not count"
    clock.now_s += 2 * DAY_S
    collection.tidy()
    assert _kept(tmp_path) == sorted([mine, tmp_path / f"{OLD}.json"])


def test_when_the_marker_is_taken_away_nothing_is_deleted_or_written_any_more(tmp_path: Path) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=10_000_000, most_days=1, clock=clock)
    assert collection.keep(NOISE, {})
    (tmp_path / MARKER).unlink()
    clock.now_s += 2 * DAY_S
    collection.tidy()
    assert collection.keep(NOISE, {}) is False
    assert len(_kept(tmp_path)) == 2


def test_what_was_half_written_when_the_machine_went_down_goes_too(tmp_path: Path) -> None:
    Collection(tmp_path, most_bytes=10_000_000, most_days=1, clock=Clock())
    (tmp_path / f"{OLD}.jpg.part").write_bytes(b"half")
    Collection(tmp_path, most_bytes=10_000_000, most_days=1, clock=Clock())
    assert _kept(tmp_path) == []


def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file" / "folder", tmp_path / "file"):
        with pytest.raises(ServiceError, match=r"--collect: .* cannot be written to"):
            Collection(folder, most_bytes=1, most_days=1)


@pytest.mark.parametrize("nth", [1, 2])
def test_a_disk_that_fails_leaves_nothing_and_says_that_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    collection = Collection(tmp_path, most_bytes=1_000_000, most_days=1, clock=Clock())
    real: Callable[[Path, bytes], None] = collecting._write_new
    count = 0

    def full(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == nth:
            path.write_bytes(content[:10])
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(collecting, "_write_new", full)
    assert collection.keep(NOISE, {}) is False
    assert _kept(tmp_path) == []


def test_a_deletion_that_fails_is_logged_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    collection = Collection(tmp_path, most_bytes=1_000_000, most_days=1, clock=clock)
    collection.keep(NOISE, {})
    clock.now_s += 2 * DAY_S
    with monkeypatch.context() as context:

        def locked(*_: object, **__: object) -> None:
            raise OSError(13, "Permission denied")

        context.setattr(Path, "unlink", locked)
        collection.keep_tidy(lambda _: True)
        assert "cannot be deleted" in caplog.text
    collection.keep_tidy(lambda _: True)
    assert _kept(tmp_path) == []
