"""What is wrong with the names and places of files in a data folder. No picture is opened here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from convert.data.dataset import PICTURE_SUFFIXES, DataError, LabelledPicture, parse_folder
from convert.data.finding import Finding

NOTE_PARTS = ("reference", "photos/train", "photos/val")
OTHER_PARTS = ("backgrounds", "hard_negatives", "other_notes", "hands")
# What cameras and scanners write that `pictures_under` passes over.
_UNUSED = {".heic", ".heif", ".avif", ".tif", ".tiff", ".gif", ".jfif", ".jp2", ".dng", ".pdf", ".svg"}


def wrong_places(data: Path, currencies: Iterable[str] | None = None) -> list[Finding]:
    """Folders and files that training passes over or stops at, by name alone.

    Args:
        data: the data folder.
        currencies: only these folders of notes are looked into; None looks into all.
    """
    found: list[Finding] = []
    wanted = None if currencies is None else set(currencies)
    known = {part.partition("/")[0] for part in (*NOTE_PARTS, *OTHER_PARTS)}
    for folder in _folders(data):
        if folder.name not in known:
            found.append(Finding(folder, f"is no part of the layout and not used: the parts are {_listed(known)}."))
    for folder in _folders(data / "photos"):
        if folder.name not in ("train", "val"):
            found.append(Finding(folder, "is not used: photos belong under photos/train or photos/val."))
    for part in NOTE_PARTS:
        found += _stray(data / part, "<CUR>/<value>[_old][_front|_back]/")
        for currency in _folders(data / part):
            if not re.fullmatch(r"[A-Z]{3}", currency.name):
                found.append(
                    Finding(currency, "is not used: name it by the currency's ISO 4217 code, for example USD.")
                )
            elif wanted is None or currency.name in wanted:
                found += _stray(currency, "<value>[_old][_front|_back]/")
                for folder in _folders(currency):
                    found += _wrong_folder(folder, part)
    for part in OTHER_PARTS:
        found += _stray(data / part, "a folder that names their source/")
    for path in sorted(p for p in data.rglob("*") if p.suffix.lower() in _UNUSED):
        found.append(Finding(path, f"is not used: save it as one of {_listed(PICTURE_SUFFIXES)}."))
    return found


def _folders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != ".") if folder.is_dir() else []


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _stray(folder: Path, where: str) -> list[Finding]:
    if not folder.is_dir():
        return []
    loose = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in PICTURE_SUFFIXES)
    return [Finding(p, f"is not used where it lies: move it into {where}.") for p in loose]


def _wrong_folder(folder: Path, part: str) -> list[Finding]:
    try:
        _, _, face = parse_folder(folder.name)
    except DataError:
        text = "is a name that cannot be read: call it <value>[_old][_front|_back], for example 20 or 20_old_back."
        return [Finding(folder, text, breaks=True)]
    if not any(p.suffix.lower() in PICTURE_SUFFIXES | _UNUSED for p in folder.rglob("*")):
        return [Finding(folder, "holds no picture: put some in, or take it away.")]
    if part == "reference" and face is None:
        return [Finding(folder, "does not say which side its scans show: add _front or _back to its name.")]
    return []


def lonely_hands(pictures: Sequence[Path], masks: Sequence[Path]) -> list[Finding]:
    """Hands without a mask, and masks without a hand: NAME.jpg goes with NAME.mask.png in the same folder."""
    named = {p.with_name(p.stem + ".mask.png") for p in pictures}
    found = [
        Finding(p, f"is not used: it has no mask ({p.stem}.mask.png, white where the hand is).")
        for p in pictures
        if p.with_name(p.stem + ".mask.png") not in set(masks)
    ]
    found += [
        Finding(p, "is a mask without its picture: add the picture, or take it away.") for p in masks if p not in named
    ]
    return found


def unknown_values(pictures: Iterable[LabelledPicture], table: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Folders of values that the table of currencies does not list for their currency.

    Args:
        pictures: of notes.
        table: face values by currency; currencies that it does not hold are passed over.
    """
    found = {}
    for p in pictures:
        if p.currency in table and p.value not in table[p.currency]:
            text = (
                f"{p.value} is no value of {p.currency} in models/currencies.csv: rename the folder, or add the value."
            )
            found[p.path.parent] = Finding(p.path.parent, text)
    return [found[path] for path in sorted(found)]
