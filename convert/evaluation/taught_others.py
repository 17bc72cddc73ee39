"""Shows taught notes pictures of other things: notes of other currencies, cards, receipts. They may name none of them.

How taught notes are made and how their own photos are read is in `taught`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from convert.data.dataset import DataError, pictures_under


@dataclass(frozen=True, slots=True)
class Others:
    """Counts of one folder.

    Attributes:
        folder: its name, with that of the one it is in.
        pictures: how many were shown.
        named: how many of them were taken for a taught note.
    """

    folder: str
    pictures: int
    named: int


def read_others(
    folders: Sequence[Path],
    taught: frozenset[str],
    most: int,
    said: Callable[[Path], str | None],
    mistakes: list[str],
) -> list[Others]:
    """What pictures of other things are taken for, so many of each folder.

    Args:
        folders: of pictures, at any depth; those in a folder that is named after a taught currency are left out.
        taught: codes of these currencies.
        most: pictures of a folder.
        said: the value that a picture is taken for; None for none.
        mistakes: to which each that is named is added.

    Raises:
        DataError: a folder has no picture.
    """
    found = []
    for folder in folders:
        paths = [path for path in pictures_under(folder) if taught.isdisjoint(path.relative_to(folder).parts)]
        if not paths:
            raise DataError(f"{folder} has no pictures of other things: give folders of pictures, with commas between.")
        shown = paths[:: max(1, len(paths) // most)][:most]
        named = [(path, value) for path in shown if (value := said(path)) is not None]
        mistakes += [f"{path} (another thing): {value}" for path, value in named]
        found.append(Others("/".join(folder.resolve().parts[-2:]), len(shown), len(named)))
    return found
