"""Evaluates the search for a note's currency among all that are known, and measures what it costs, by single pictures.

A picture of a note is *right* when its currency is found, *none* when none is, *wrong* when another one is; one that
shows no known note is right when none is found. The app asks for two looks that agree; here each picture is looked at
once. What one look costs is measured in processor time, on one core, with more and more currencies.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.currency_finder import CurrencyFinder
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import PACKS
from app.recognition.scoring import Scorer
from convert.data.dataset import DataError, pictures_under
from convert.data.images import PictureError, load
from convert.data.split import in_first_half
from convert.evaluation.drawing import BLACK, GREY, Drawing, ticks
from convert.inference import note_box_in
from convert.step import Step, add_seed, at_least

_LONGEST = 1280
_KINDS = ("notes of packs", "notes of the model", "no known note")
_SIZES = (1, 2, 5, 10, 20, 50, 100)
# As many currencies as there may one day be.
_RECKONED = 1000
_PLOT = (640, 400)
_ROOM = 56


@dataclass(frozen=True, slots=True)
class Options:
    """What is looked at.

    Attributes:
        data: folder that the packs were made from; its photos that no template was made from are evaluated.
        own: folder of photos of the model's own currencies, <CUR>/<value>/; None for none.
        foreign: folders of pictures that show no known note.
        pictures: how many of each of the three are drawn, at least 1.
        cost_pictures: how many of them are looked at again with each number of currencies; 0 for no measuring.
        packs: folder of packs.
        model: with the notes that it knows itself.
        plot: file for what it costs, .svg; None for none.
        seed: of what is drawn.
    """

    data: Path
    own: Path | None = None
    foreign: tuple[Path, ...] = ()
    pictures: int = 100
    cost_pictures: int = 8
    packs: Path = PACKS
    model: Path = DEFAULT_MODEL
    plot: Path | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("pictures", self.pictures, 1)
        at_least("cost-pictures", self.cost_pictures, 0)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one core that a look takes with so many currencies: the median, and 95 of 100 take no longer."""

    currencies: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was found.

    Attributes:
        counts: by kind of picture, how many were "right", "none" and "wrong".
        mistakes: what was found wrongly, as "path: currency".
        look: what one look with all currencies took, of the pictures in which a note is seen.
        costs: with fewer, ascending, and all at last; none when it was not measured.
        loading_ms: that all packs and templates took to be loaded.
    """

    counts: dict[str, Counter[str]]
    mistakes: tuple[str, ...]
    look: Cost
    costs: tuple[Cost, ...]
    loading_ms: float


def run(options: Options) -> Result:
    """Look at the pictures.

    Raises:
        DataError: there are none, or the model has no calibrated templates.
        ModelError: the model or a pack cannot be read.
    """
    cv2.setNumThreads(1)
    model = Model(options.model, threads=1)
    bank, weights = model.templates, model.metadata.print_check
    if bank is None or weights is None:
        raise DataError(f"{options.model} has no calibrated templates.")
    own = Scorer(model.metadata).currencies
    shelf = PackShelf.of(bank, own, options.packs)
    drawn = _drawn(options, known={*own, *shelf.currencies})
    if not drawn:
        raise DataError(f"No pictures under {options.data / 'photos'}.")
    finder = CurrencyFinder(bank, weights, shelf)
    before_s = time.process_time()
    finder.load()
    loading_ms = (time.process_time() - before_s) * 1000
    counts = {kind: Counter[str]() for kind in _KINDS}
    mistakes, took, seen = [], [], []
    for kind, code, path in tqdm(drawn, desc="looking", leave=False):
        try:
            picture = load(path, _LONGEST)
        except PictureError:
            continue
        box = note_box_in(model, picture)
        if box is None:  # The app looks only where it sees a note.
            counts[kind]["right" if code is None else "none"] += 1
            continue
        before_s = time.process_time()
        found = finder.find(picture, box)
        took.append((time.process_time() - before_s) * 1000)
        seen.append((picture, box))
        currency = None if found is None else found.currency
        outcome = "right" if currency == code else "none" if currency is None else "wrong"
        counts[kind][outcome] += 1
        if outcome == "wrong":
            mistakes.append(f"{path}: {currency}")
    everything = (*own, *shelf.currencies)
    costs = []
    rng = np.random.default_rng(options.seed)
    for size in (*(s for s in _SIZES if s < len(everything)), len(everything)) if options.cost_pictures else ():
        some = CurrencyFinder(bank, weights, shelf, [everything[i] for i in rng.permutation(len(everything))[:size]])
        some.load()
        times = [_took_ms(some, *seen[i]) for i in rng.permutation(len(seen))[: options.cost_pictures]]
        costs.append(_cost(size, times))
    if options.plot is not None and costs:
        _plotted(costs).write(options.plot)
    return Result(counts, tuple(mistakes), _cost(len(everything), took), tuple(costs), loading_ms)


def _drawn(options: Options, known: set[str]) -> list[tuple[str, str | None, Path]]:
    """Kind, currency and path of the pictures that are looked at."""
    rng = np.random.default_rng(options.seed)
    of_packs = [path for path in pictures_under(options.data / "photos") if not in_first_half(path)]
    of_model = [] if options.own is None else pictures_under(options.own)
    foreign = [path for folder in options.foreign for path in pictures_under(folder)]
    drawn: list[tuple[str, str | None, Path]] = []
    for kind, paths in zip(_KINDS, (of_packs, of_model, foreign), strict=True):
        for i in sorted(rng.permutation(len(paths))[: options.pictures].tolist()):
            code = next((part for part in paths[i].parts if part in known), None)
            if kind == _KINDS[-1] or code is not None:
                drawn.append((kind, None if kind == _KINDS[-1] else code, paths[i]))
    return drawn


def _took_ms(finder: CurrencyFinder, picture: NDArray[np.uint8], box: object) -> float:
    before_s = time.process_time()
    finder.find(picture, box)  # type: ignore[arg-type]
    return (time.process_time() - before_s) * 1000


def _cost(currencies: int, times_ms: Sequence[float]) -> Cost:
    if not times_ms:
        return Cost(currencies, 0.0, 0.0)
    return Cost(currencies, float(np.median(times_ms)), float(np.quantile(times_ms, 0.95)))


def reckoned_ms(costs: Sequence[Cost], currencies: int = _RECKONED) -> float:
    """What so many currencies would take: a straight line through the medians."""
    slope, constant = np.polyfit([cost.currencies for cost in costs], [cost.median_ms for cost in costs], 1)
    return float(slope * currencies + constant)


def _plotted(costs: Sequence[Cost]) -> Drawing:
    sheet = Drawing(*_PLOT)
    width, height = _PLOT
    most, highest = costs[-1].currencies, max(cost.p95_ms for cost in costs) * 1.1

    def at(currencies: float, ms: float) -> tuple[float, float]:
        return (
            _ROOM + currencies / most * (width - 1.5 * _ROOM),
            height - _ROOM - ms / highest * (height - 1.5 * _ROOM),
        )

    for ms in ticks(0, highest):
        sheet.line([at(0, ms), at(most, ms)], GREY)
        sheet.text((_ROOM - 6, at(0, ms)[1] + 4), f"{ms:g}", anchor="end")
    for currencies in ticks(0, most):
        sheet.text((at(currencies, 0)[0], height - _ROOM + 16), f"{currencies:g}", anchor="middle")
    sheet.line([at(cost.currencies, cost.median_ms) for cost in costs], BLACK, 2)
    sheet.line([at(cost.currencies, cost.p95_ms) for cost in costs], BLACK, 1, dashed=True)
    sheet.text((width / 2, height - 12), "currencies", anchor="middle")
    sheet.text((16, height / 2), "ms of one core, median and 95 of 100", anchor="middle", upwards=True)
    return sheet


def summary(result: Result) -> str:
    """The counts as a table in Markdown, and what a look costs."""
    lines = ["| pictures of | looked at | right | none | wrong |", "|---|---|---|---|---|"]
    for kind, counts in result.counts.items():
        whole = sum(counts.values())
        if whole:
            cells = " | ".join(f"{100 * counts[which] / whole:.1f} % ({counts[which]})" for which in _OUTCOMES)
            lines.append(f"| {kind} | {whole} | {cells} |")
    lines += ["", f"Loaded in {result.loading_ms:.0f} ms. A look: {_in_words(result.look)}."]
    lines += [f"With {cost.currencies} currencies: {_in_words(cost)}." for cost in result.costs]
    if len(result.costs) > 1:
        lines.append(f"Reckoned for {_RECKONED:,}: {reckoned_ms(result.costs):.0f} ms.")
    return "\n".join([*result.mistakes, *lines])


_OUTCOMES = ("right", "none", "wrong")


def _in_words(cost: Cost) -> str:
    return f"median {cost.median_ms:.0f} ms, 95 of 100 within {cost.p95_ms:.0f} ms"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="folder that the packs were made from")
    parser.add_argument("--own", type=Path, help="photos of the model's own currencies")
    parser.add_argument("--foreign", type=Path, nargs="*", default=[], help="folders of pictures without known notes")
    parser.add_argument("--pictures", type=int, default=100, help="of each kind (default: %(default)s)")
    parser.add_argument("--cost-pictures", type=int, default=8, help="for measuring (default: %(default)s)")
    parser.add_argument("--packs", type=Path, default=PACKS, help="folder of packs (default: %(default)s)")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: %(default)s")
    parser.add_argument("--plot", type=Path, help="file for what it costs, .svg")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    return Options(
        args.data,
        args.own,
        tuple(args.foreign),
        args.pictures,
        args.cost_pictures,
        args.packs,
        args.model,
        args.plot,
        args.seed,
    )


STEP = Step("evaluate-detect", "evaluate the search for a currency", __doc__, add_arguments, _options, run, summary)
