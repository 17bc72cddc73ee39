"""What training never sees: pictures kept aside by a hash of their names, whole currencies, and sets left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from convert.data.dataset import DataError, pictures_under

HELD_OUT_PERCENT = 15
HELD_OUT_OTHERS = frozenset({"GBP", "JPY", "PLN", "NGN", "EGP", "CAD", "KRW"})


def _draw(path: Path) -> int:
    return int(hashlib.sha256(path.name.encode()).hexdigest()[:8], 16)


def held_out(path: Path, percent: int) -> bool:
    """Whether a picture without a note is kept aside from training: a fixed fraction, drawn by a hash of its name."""
    return _draw(path) % 100 < percent


def in_first_half(path: Path) -> bool:
    """Which half of what is kept aside a picture is in, drawn by the same hash."""
    return _draw(path) // 100 % 2 == 0


def of_sets(data: Path, sets: Iterable[str]) -> tuple[list[Path], list[Path]]:
    """(pictures without a note, notes) of a data folder's sets of hard negatives and backgrounds, and other currencies.

    Args:
        data: the data folder.
        sets: names of folders under backgrounds/, hard_negatives/ or other_notes/.

    Raises:
        DataError: there is no such set.
    """
    negatives: list[Path] = []
    notes: list[Path] = []
    for name in sets:
        found = [p for part in ("backgrounds", "hard_negatives") for p in pictures_under(data / part / name)]
        others = pictures_under(data / "other_notes" / name)
        if not name or not (found or others):
            raise DataError(f'No set "{name}" under backgrounds/, hard_negatives/ or other_notes/ of {data}.')
        negatives += found
        notes += others
    return negatives, notes


def held_out_pictures(
    data: Path, evaluating: bool = True, leave_out: Iterable[str] = ()
) -> tuple[list[Path], list[Path]]:
    """(pictures without a note, notes of unknown currencies) of a data folder that training never sees.

    They are in two halves: one to evaluate by, and one (`evaluating=False`) for `quantize` to choose thresholds by.

    Args:
        data: the data folder.
        evaluating: which half.
        leave_out: sets (see `of_sets`) of which there shall be none, since something is to be evaluated by all of them.

    Raises:
        DataError: there is no such set.
    """
    left_out = {p for found in of_sets(data, leave_out) for p in found}

    def mine(path: Path) -> bool:
        return in_first_half(path) != evaluating and path not in left_out

    negatives = [
        p
        for part in ("backgrounds", "hard_negatives")
        for p in pictures_under(data / part)
        if held_out(p, HELD_OUT_PERCENT) and mine(p)
    ]
    others = [
        p for p in pictures_under(data / "other_notes") if HELD_OUT_OTHERS & set(p.relative_to(data).parts) and mine(p)
    ]
    return negatives, others
