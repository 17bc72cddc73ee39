"""`python main.py teach`: teaches notes from photos of a folder, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.camera.pictures import load_picture
from app.feedback.teaching_words import is_currency_code
from app.longpath import given_file, given_folder
from app.recognition.errors import ModelError
from app.recognition.observation import Box
from app.recognition.recognizer import Recognizer
from app.recognition.taught import TaughtNotes, taught_folder
from app.recognition.taught_file import TaughtNote, write_notes
from app.recognition.taught_names import TaughtError, clean_name
from app.recognition.teacher import Teacher, finished
from app.recognition.teaching_photos import notes_of, photos_in, sides_of
from app.session import teaching_wording as words
from app.session.wording import Wording

_SUCCESS, _FAILED, _WRONG_ARGUMENTS = 0, 1, 2
Say = Callable[[str], object]


class _Wrong(Exception):
    """The arguments make no sense."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Wrong(" ".join(message.split()))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="noteworthy teach",
        description="Teaches notes from photos, so that they are named like any other. No picture is kept.",
        epilog="DIR holds the folders front and back, or, where no value is named, 20_front, 20_back, 50_front and "
        "so on; from one to forty photos each, of one note or of several.",
        allow_abbrev=False,
    )
    parser.add_argument("--currency", required=True, help="a code such as SEK, or a name of your own")
    parser.add_argument("--value", help="face value; default: what the folders' names say")
    parser.add_argument("--photos", metavar="DIR", type=given_folder, required=True, help="folder of photos")
    parser.add_argument("--on", metavar="USD,EUR", help="currencies that are on; default: the model's")
    parser.add_argument("--out", metavar="FILE", type=given_file, help="write to this file alone, for --taught")
    parser.add_argument("--model", metavar="PATH", type=given_file, help="model to use in place of the one that ships")
    return parser


def main(arguments: Sequence[str], out: Say, err: Say) -> int:
    """Teach what the arguments name, and return the exit code."""
    try:
        given = _parser().parse_args(arguments)
    except _Wrong as error:
        err(f"noteworthy: {error}")
        return _WRONG_ARGUMENTS
    except SystemExit:
        return _SUCCESS  # --help
    try:
        for line in _teach(given):
            out(line)
    except (ModelError, TaughtError) as error:
        err(f"noteworthy: {Wording().trouble(error)}")
        return _FAILED
    return _SUCCESS


def _teach(given: argparse.Namespace) -> list[str]:
    out: Path | None = given.out
    recognizer = Recognizer.load(given.model)
    on = recognizer.default_currencies if given.on is None else tuple(given.on.upper().split(","))
    teacher = recognizer.teacher(lambda bank: TaughtNotes(bank, None if out else taught_folder()))
    if teacher is None:
        raise TaughtError("taught_not_here")
    code, name = _named(given.currency, teacher)
    sides = sides_of(photos_in(given.photos, given.value), _loaded, _finder(recognizer))
    notes = notes_of(
        sides,
        currency=code,
        name=name,
        bank=teacher.bank,
        reader=teacher.reader,
        day=date.today(),
        comparison=teacher.comparison,
    )
    wording = Wording(currencies=(*on, code))
    lines, kept = [], []
    for note in notes:
        shots = [shot for side in sides if side.value == note.value for shot in side.shots]
        [clash] = finished(teacher.clashes([note], shots, on))
        if clash is not None:
            lines.append(f"{words.money_of(note.key, wording)}: {words.clashes(clash, wording, is_private=False)}")
        else:
            kept.append(note if out else teacher.keep(note))
            lines.append(words.saved(note, wording, is_private=False))
    _write(kept, out)
    return lines


def _named(currency: str, teacher: Teacher) -> tuple[str, str]:
    """Code and name of what was typed: a code of ISO 4217, or else a name."""
    if is_currency_code(currency.strip().upper()):
        return currency.strip().upper(), ""
    name = clean_name(currency)
    return teacher.notes.code_for(name), name


def _write(notes: list[TaughtNote], out: Path | None) -> None:
    if out is not None and notes:
        write_notes(notes, out)


def _loaded(path: Path) -> NDArray[np.uint8]:
    picture = load_picture(path)
    return np.zeros((8, 8, 3), np.uint8) if picture is None else picture


def _finder(recognizer: Recognizer) -> Callable[[NDArray[np.uint8]], Box | None]:
    currencies = frozenset(recognizer.default_currencies)
    return lambda picture: recognizer.observe(Frame(picture, 0, 0.0, None, 0.0), currencies).note_box
