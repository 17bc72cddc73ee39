"""Text files that others wrote: any of the marks with which editors begin them, and never more than a bound.

Windows Notepad and PowerShell put a byte-order mark before a text, and may write it as UTF-16. That is no damage.
"""

import codecs
from pathlib import Path
from typing import Final

from app.camera.regular import opened_regular

MOST_BYTES: Final = 16 * 1024 * 1024

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """The text in these bytes: UTF-8, or what their byte-order mark says. Raises UnicodeDecodeError."""
    return content.decode(next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8"))


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """The text of a file, with its ends of lines as they are.

    Raises:
        OSError: the file cannot be read, or is a folder, a pipe or a device, which is not waited for.
        ValueError: it is no text, or larger than `most_bytes`, of which no more is read.
    """
    with opened_regular(path) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise ValueError(f"it is larger than {most_bytes} bytes")
    return decode(content)
