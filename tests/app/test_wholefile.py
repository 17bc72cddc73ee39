"""Files are replaced whole, and on Windows once nobody else has them open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.wholefile import replace_patiently, write_whole


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / ("x" * 200)
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


class _Held:
    """`os.replace` while another program has the file open for so many calls."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.done = 0

    def __call__(self, new: object, old: object) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "used by another process")
        self.done += 1


@pytest.mark.parametrize("times", [0, 1, 3, 6])
def test_on_windows_a_scanner_that_has_the_file_open_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    held, waited = _Held(times), list[float]()
    (tmp_path / "old").touch()
    monkeypatch.setattr(os, "replace", held)

    replace_patiently("new", tmp_path / "old", platform="win32", wait=waited.append)

    assert held.done == 1
    assert len(waited) == times
    assert waited == sorted(waited)


def test_it_is_not_waited_for_ever_and_elsewhere_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    (tmp_path / "old").touch()
    monkeypatch.setattr(os, "replace", _Held(1000))
    for platform in ("win32", "linux"):
        with pytest.raises(PermissionError):
            replace_patiently("new", tmp_path / "old", platform=platform, wait=waited.append)
    assert 0.5 < sum(waited) < 1


def test_a_file_that_may_not_be_written_to_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    (tmp_path / "old").touch()
    monkeypatch.setattr(os, "replace", _Held(1000))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        replace_patiently("new", tmp_path / "old", platform="win32", wait=waited.append)
    assert waited == []
