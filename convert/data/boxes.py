"""boxes.tsv: where notes lie in photos, as far as a person or a program has noted it."""

from __future__ import annotations

from pathlib import Path

from app.recognition.observation import Box
from convert.data.finding import Finding
from convert.data.tables import read_rows

BOXES = "boxes.tsv"
_SIDES = ("left", "top", "right", "bottom")


def read_boxes(path: Path) -> tuple[dict[str, Box], list[Finding]]:
    """Where notes lie, from a table with the columns path, left, top, right, bottom.

    Args:
        path: a tab-separated file with a first line of names; picture paths are relative to its folder, with "/".
            The sides are fractions (0 to 1) of the picture's width and height. Without the file, nothing is known.

    Returns:
        Boxes by picture path, and findings about lines that cannot be used.
    """
    boxes: dict[str, Box] = {}
    if not path.is_file():
        return boxes, []
    found = []
    try:
        rows = read_rows(path, ("path", *_SIDES), "\t")
    except (OSError, ValueError) as error:
        return boxes, [Finding(path, f"cannot be read ({error}): save it as a tab-separated UTF-8 table.")]
    for number, row in enumerate(rows, start=2):
        try:
            box = Box(*(float(row[side]) for side in _SIDES))
            if not (0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1):
                raise ValueError
            if not _is_file(path.parent / row["path"]):
                found.append(Finding(path, f"line {number} names {row['path']}, which is not there."))
                continue
            boxes[row["path"]] = box
        except (TypeError, ValueError):
            found.append(Finding(path, f"line {number}: expected path, left, top, right, bottom, in fractions 0 to 1."))
    return boxes, found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # A name that no system takes.
        return False
