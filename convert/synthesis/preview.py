"""`python -m convert synthesize`: a sheet of training pictures, to look at."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from app.commas import comma_list
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.labels import NoteLabel
from app.recognition.preprocess import PAD_VALUE
from convert.data.catalogue import catalogue
from convert.data.dataset import class_list
from convert.data.images import Image
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.synthesizer import Sample, Synthesizer

CURRENCIES = (SPECIMEN_CURRENCY, "USD", "EUR", "INR")


def contact_sheet(samples: Sequence[Sample], labels: Sequence[NoteLabel], columns: int = 10) -> Image:
    """Samples side by side with their labels and boxes, BGR uint8."""
    size = samples[0].image.shape[0]
    rows = -(-len(samples) // columns)
    sheet = np.full((rows * (size + 16), columns * size, 3), PAD_VALUE, np.uint8)
    for n, sample in enumerate(samples):
        x, y = n % columns * size, n // columns * (size + 16)
        tile = cv2.cvtColor(sample.image, cv2.COLOR_RGB2BGR)
        if not np.isnan(sample.box[0]):
            left, top, right, bottom = (round(v * size) for v in sample.box)
            cv2.rectangle(tile, (left, top), (right - 1, bottom - 1), (0, 255, 0), 1)
        sheet[y : y + size, x : x + size] = tile
        text = "+".join(labels[c].text for c in sample.classes[:2])
        cv2.putText(sheet, text, (x + 2, y + size + 12), cv2.FONT_HERSHEY_PLAIN, 0.8, (255, 255, 255), 1)
    return sheet


@dataclass(frozen=True, slots=True)
class Options:
    """What to draw.

    Attributes:
        data: data folder.
        preview: picture to write.
        specimens: folder with XTS notes.
        currencies: ISO codes, at least one.
        count: pictures, at least 1.
        seed: of what is drawn.
        synthesis: of the synthesiser.
    """

    data: Path
    preview: Path
    specimens: Path = SPECIMENS
    currencies: tuple[str, ...] = CURRENCIES
    count: int = 80
    seed: int = 1
    synthesis: SynthesisConfig = field(default_factory=SynthesisConfig)

    def __post_init__(self) -> None:
        at_least("--count", self.count, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What was drawn.

    Attributes:
        preview: the sheet.
        count: pictures on it.
        classes: of the catalogue.
        skipped: what could not be read, a line each.
    """

    preview: Path
    count: int
    classes: int
    skipped: list[str]


def run(options: Options) -> Result:
    """Write a contact sheet of training pictures.

    Raises:
        DataError: the data folder cannot be used.
    """
    cat = catalogue(options.data, options.specimens, options.currencies)
    labels = class_list(cat)
    synthesizer = Synthesizer(cat, labels, config=options.synthesis)
    rng = np.random.default_rng(options.seed)
    samples = [synthesizer.sample(rng) for _ in range(options.count)]
    options.preview.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(options.preview), contact_sheet(samples, labels))
    return Result(options.preview, options.count, len(labels), synthesizer.skipped)


def _report(result: Result) -> str:
    lines = [f"{result.count} pictures of {result.classes} classes: {result.preview}"]
    return "\n".join([*lines, *(f"skipped: {line}" for line in result.skipped)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument(
        "--currencies", type=comma_list, default=CURRENCIES, help=f"comma list (default: {','.join(CURRENCIES)})"
    )
    parser.add_argument("--preview", type=Path, required=True, help="picture to write (keep it out of the repository)")
    parser.add_argument("--count", type=int, default=80, help="how many pictures (default: %(default)s)")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.preview, args.specimens, args.currencies, args.count, args.seed)


STEP = Step(
    "synthesize",
    "show what the synthesiser makes",
    "Write a contact sheet of training pictures.",
    add_arguments,
    _options,
    run,
    _report,
)
