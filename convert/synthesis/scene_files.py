"""`python -m convert scenes`: pictures of several notes in a folder, with their truth. How they are drawn: `scenes`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from app.commas import comma_list
from app.textfile import read_text
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, pictures_under, specimen_references
from convert.data.images import Image, load
from convert.step import SPECIMENS as DEFAULT_SPECIMENS
from convert.step import Step, add_seed, add_specimens, at_least
from convert.synthesis.geometry import Mips
from convert.synthesis.ranges import Rng, chance
from convert.synthesis.scenes import LAYOUTS, FlatNote, Scene, SceneNote, draw_scene

TRUTH_NAME = "scenes.json"
_NOTE_PX, _BACKGROUND_PX, _BACKGROUNDS = 700, 1000, 60
_SECOND_CURRENCY_CHANCE = 0.25
_JPEG_QUALITY = 92
# Without a data folder notes lie on a plain one of these greys.
_PLAIN = (60, 120, 190)


@dataclass(frozen=True, slots=True)
class Options:
    """What to draw.

    Attributes:
        out: folder to write, outside the repository where it shows real money.
        data: data folder; None for our own specimens alone.
        specimens: folder with XTS notes.
        currencies: ISO codes, at least one.
        layouts: of LAYOUTS, in turn.
        count: how many scenes, at least 1.
        seed: of what is drawn.
    """

    out: Path
    data: Path | None = None
    specimens: Path = DEFAULT_SPECIMENS
    currencies: tuple[str, ...] = ("XTS",)
    layouts: tuple[str, ...] = LAYOUTS
    count: int = 60
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--count", self.count, 1)
        if not self.layouts or set(self.layouts) - set(LAYOUTS):
            raise DataError(f"--layouts takes some of {', '.join(LAYOUTS)}.")


@dataclass(frozen=True, slots=True)
class StoredScene:
    """One scene as it is stored: its picture's name, how the notes lie, and which they are."""

    file: str
    layout: str
    notes: tuple[SceneNote, ...]


def read_scenes(folder: Path) -> tuple[StoredScene, ...]:
    """The scenes of a folder. Raises DataError when there are none."""
    path = folder / TRUTH_NAME
    try:
        raw = json.loads(read_text(path))
        return tuple(
            StoredScene(
                each["file"],
                each["layout"],
                tuple(
                    SceneNote(**{**note, "outline": tuple((float(x), float(y)) for x, y in note["outline"])})
                    for note in each["notes"]
                ),
            )
            for each in raw
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path} cannot be read: make it with `python -m convert scenes --out {folder}`.") from error


@dataclass(frozen=True, slots=True)
class Result:
    """What was drawn.

    Attributes:
        scenes: how many.
        out: the folder.
    """

    scenes: int
    out: Path


def run(options: Options) -> Result:
    """Draw the scenes.

    Raises:
        DataError: there are no notes to draw, or a picture cannot be read.
    """
    rng = np.random.default_rng(options.seed)
    references = _references(options)
    backgrounds = _backgrounds(rng, options.data)
    notes = _Notes()
    options.out.mkdir(parents=True, exist_ok=True)
    stored = []
    for number in range(options.count):
        layout = options.layouts[number % len(options.layouts)]
        chosen = _chosen(rng, references, options.currencies)
        scene = draw_scene(rng, layout, [notes.flat(picture) for picture in chosen], backgrounds)
        name = f"{number:04d}.jpg"
        cv2.imwrite(str(options.out / name), scene.image, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        stored.append(_stored(name, scene))
        # Written each time: what was drawn can be used though the rest was not.
        text = json.dumps([asdict(each) for each in stored], indent=1)
        (options.out / TRUTH_NAME).write_text(text, encoding="utf-8")
    return Result(len(stored), options.out)


def _stored(name: str, scene: Scene) -> StoredScene:
    return StoredScene(name, scene.layout, scene.notes)


def _references(options: Options) -> list[LabelledPicture]:
    found = [] if options.data is None else labelled_pictures(options.data / "reference", options.currencies)
    if "XTS" in options.currencies:
        found += specimen_references(options.specimens)
    with_face = [picture for picture in found if picture.face]
    missing = set(options.currencies) - {picture.currency for picture in with_face}
    if missing:
        raise DataError(f"No flat notes of {', '.join(sorted(missing))}: give a data folder with --data.")
    return with_face


def _backgrounds(rng: Rng, data: Path | None) -> list[Image]:
    paths = [] if data is None else pictures_under(data / "backgrounds")
    if not paths:
        return [np.full((8, 8, 3), grey, np.uint8) for grey in _PLAIN]
    some = rng.permutation(len(paths))[:_BACKGROUNDS]
    return [load(paths[int(index)], _BACKGROUND_PX) for index in some]


def _chosen(rng: Rng, references: Sequence[LabelledPicture], currencies: Sequence[str]) -> list[LabelledPicture]:
    """Notes of one currency, now and then of two."""
    several = len(currencies) > 1 and chance(rng, _SECOND_CURRENCY_CHANCE)
    codes = set(rng.choice(list(currencies), size=2 if several else 1, replace=False).tolist())
    pool = [picture for picture in references if picture.currency in codes]
    return [pool[int(index)] for index in rng.integers(len(pool), size=8)]


class _Notes:
    """Flat pictures, each read once."""

    def __init__(self) -> None:
        self._known: dict[Path, FlatNote] = {}

    def flat(self, picture: LabelledPicture) -> FlatNote:
        if picture.path not in self._known:
            image = load(picture.path, _NOTE_PX)
            if image.shape[0] > image.shape[1]:
                image = np.ascontiguousarray(np.rot90(image))
            self._known[picture.path] = FlatNote(picture.currency, picture.value, picture.face or "", Mips(image))
        return self._known[picture.path]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--out", type=Path, required=True, help="folder to write (keep it out of the repository)")
    parser.add_argument("--data", type=Path, help="data folder; without it our own specimens are drawn")
    add_specimens(parser)
    parser.add_argument("--currencies", type=comma_list, default=("XTS",), help="comma list (default: XTS)")
    parser.add_argument(
        "--layouts", type=comma_list, default=LAYOUTS, help=f"comma list (default: {','.join(LAYOUTS)})"
    )
    parser.add_argument("--count", type=int, default=60, help="how many scenes (default: %(default)s)")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    return Options(args.out, args.data, args.specimens, args.currencies, args.layouts, args.count, args.seed)


STEP = Step(
    "scenes",
    "draw tables with several notes",
    "Draw pictures of two to eight notes, laid, overlapped or fanned, with the truth of each note.",
    add_arguments,
    _options,
    run,
    lambda result: f"{result.scenes} scenes",
)
