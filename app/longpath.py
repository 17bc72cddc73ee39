r"""Paths of any length on Windows, which takes no more than 260 characters where they do not begin with \\?\."""

from __future__ import annotations

import ntpath
import sys
from pathlib import Path
from typing import Final

PREFIX: Final = "\\\\?\\"
_OF_A_SHARE: Final = "\\\\?\\UNC\\"
# A folder may have 248, so that a name of eight letters, a dot and three more fits into it.
_LONGEST: Final = 247


ANY_ROOM: Final = _LONGEST
# A file is written under another name first, and one that is damaged is set aside under another.
ROOM_FOR_OTHER_NAMES: Final = 80


def reachable(path: Path, *, room: int = 0, platform: str = sys.platform) -> Path:
    r"""The same place by a name that the system takes; it is not looked at whether anything is there.

    Elsewhere than on Windows, and where it is short, it is `path` itself.

    Args:
        path: of a file or folder; `~` is none.
        room: how many characters longer the names may be that are asked for beside it or in it.
        platform: as `sys.platform`.
    """
    if platform != "win32":
        return path
    whole = ntpath.abspath(path)
    if len(whole) + room <= _LONGEST:
        return path
    if whole.startswith((PREFIX, "\\\\.\\")):
        return path
    return Path(_OF_A_SHARE + whole[2:] if whole.startswith("\\\\") else PREFIX + whole)


def given_file(text: str) -> Path:
    """A file as it was typed, for `argparse`."""
    return reachable(Path(text), room=ROOM_FOR_OTHER_NAMES)


def given_folder(text: str) -> Path:
    """A folder as it was typed, for `argparse`."""
    return reachable(Path(text), room=ANY_ROOM)


def plain(text: str) -> str:
    r"""A name without what `reachable` put before it, for people; any other text as it is."""
    if text.startswith(_OF_A_SHARE):
        return "\\\\" + text[len(_OF_A_SHARE) :]
    return text.removeprefix(PREFIX)
