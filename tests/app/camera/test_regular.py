"""Files that can be read to their end, and what only looks like one."""

import os
import socket
from pathlib import Path

import pytest

from app.camera.regular import NotRegularError, is_regular, read_regular


def test_a_file_is_read_whole_and_none_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert is_regular(path)
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(OSError, match="more than 4"):
        read_regular(path, 4)


def test_folders_and_what_is_not_there_are_no_files(tmp_path: Path) -> None:
    assert not is_regular(tmp_path)
    assert not is_regular(tmp_path / "none")
    assert not is_regular("nul\0byte")
    with pytest.raises(NotRegularError):
        read_regular(tmp_path, 5)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "none", 5)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_pipes_sockets_and_devices_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket cannot be long
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
        for path in ("pipe", "link", "socket", "/dev/zero"):
            assert not is_regular(path)
            with pytest.raises(NotRegularError):
                read_regular(path, 5)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_file_that_became_a_pipe_after_the_first_look_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, pipe = tmp_path / "before", tmp_path / "pipe"
    before.touch()
    os.mkfifo(pipe)
    looked_at = os.stat(before)
    monkeypatch.setattr(os, "stat", lambda path: looked_at)
    with pytest.raises(NotRegularError):
        read_regular(pipe, 5)
