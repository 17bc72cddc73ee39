"""Text files that others wrote: every mark that editors put before a text, and a bound on what is read."""

import codecs
import errno
import os
from pathlib import Path

import pytest

from app.textfile import decode, read_text

TEXT = "Grüße, नमस्ते\r\nsecond line\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_the_mark_says_how_a_text_is_written_and_is_no_part_of_it(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = tmp_path / "text"
    path.write_bytes(mark + TEXT.encode(encoding))
    assert read_text(path) == TEXT
    assert decode(mark) == ""


@pytest.mark.parametrize("content", [b"\xff", b"\xc3", b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(content)


def test_no_more_is_read_than_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"x" * 100)
    assert read_text(path, most_bytes=100) == "x" * 100
    with pytest.raises(ValueError, match="larger than 99 bytes"):
        read_text(path, most_bytes=99)


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="regular") as raised:
        read_text(tmp_path)
    assert raised.value.errno == errno.EISDIR


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="regular") as raised:
            read_text(path, most_bytes=1000)
        assert raised.value.errno == errno.ENXIO
