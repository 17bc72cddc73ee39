"""`python -m convert evaluate-left-out`: what is said of notes that were never seen, the figure that matters most.

A note that nobody made known must be met with silence. So every photo is read as if its value had never been seen:
both readers know all others of its currency, but neither the value's templates nor its classes of the network. Whatever
is said then is wrong. (A network that was never trained on the value would be sure of another one less often.)
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from app.commas import comma_list
from app.recognition.model import DEFAULT_MODEL, Model
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures
from convert.data.images import PictureError, load
from convert.inference import BothReaders
from convert.step import Step


@dataclass(frozen=True, slots=True)
class Options:
    """What to read.

    Attributes:
        photos: DIR/<CUR>/<value>[_old][_face]/*.
        model: by which.
        currencies: ISO codes; empty for all that are there.
    """

    photos: Path
    model: Path = DEFAULT_MODEL
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A photo that was called another value than its own, "CUR/value" each; score: the network's best, 0 to 1."""

    path: Path
    truth: str
    said: str
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was said of notes that were never seen.

    Attributes:
        photos: how many were read, by currency.
        mistakes: those that were called another value.
        unreadable: how many files could not be read.
    """

    photos: Mapping[str, int]
    mistakes: Sequence[Mistake]
    unreadable: int


def run(options: Options) -> Result:
    """Read every photo with its value left out of both readers, and its currency alone on.

    Raises:
        DataError: there are no photos of notes that the model knows.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    known = {label.currency for label in model.metadata.labels if not label.is_unknown}
    by_value: dict[str, list[LabelledPicture]] = {}
    for photo in labelled_pictures(options.photos, options.currencies or None):
        if photo.currency in known:
            by_value.setdefault(photo.key, []).append(photo)
    if not by_value:
        raise DataError(f"No photos of notes that the model knows under {options.photos}: give --photos.")
    photos: dict[str, int] = {}
    mistakes: list[Mistake] = []
    unreadable = 0
    for truth, group in tqdm(by_value.items(), desc="leaving out", leave=False):
        readers = BothReaders(model, without=truth)
        currency = truth.partition("/")[0]
        for photo in group:
            try:
                told = readers.read(load(photo.path, 1280), (currency,))
            except PictureError:
                unreadable += 1
                continue
            photos[currency] = photos.get(currency, 0) + 1
            if told.both is not None:
                mistakes.append(Mistake(photo.path, truth, told.both, told.best.score))
    return Result(photos, mistakes, unreadable)


def _report(result: Result) -> str:
    called = {currency: 0 for currency in result.photos}
    for mistake in result.mistakes:
        called[mistake.truth.partition("/")[0]] += 1
    lines = [f"{currency}: {called[currency]} of {count} called another" for currency, count in result.photos.items()]
    whole = sum(result.photos.values())
    lines.append(f"together: {len(result.mistakes)} of {whole} ({100 * len(result.mistakes) / max(1, whole):.2f} %)")
    lines += [f"{each.path}: {each.truth} was called {each.said} ({each.score:.4f})" for each in result.mistakes]
    return "\n".join(lines + [f"{result.unreadable} could not be read"] * bool(result.unreadable))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--currency", default="", help="comma list of those to read (default: all folders)")


STEP = Step(
    "evaluate-left-out",
    "what is said of notes whose value was never seen",
    __doc__,
    add_arguments,
    lambda args: Options(args.photos, args.model, tuple(comma_list(args.currency))),
    run,
    _report,
)
