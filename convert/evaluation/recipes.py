"""`python -m convert presentations`: which clips of which pictures, drawn up by a seed, for `replay`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from app.commas import comma_list
from app.feedback.words import SPECIMEN_CURRENCY
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, pictures_under, specimen_references
from convert.data.split import held_out_pictures
from convert.evaluation.clips import RECIPE_NAME, Clip, Recipe
from convert.evaluation.presentations import AIMS, BLANK_CLIP_S, HEIGHT_PX, WIDTH_PX, Showing
from convert.step import SPECIMENS, Step, add_seed, add_specimens, at_least


def make_recipe(
    photos: Sequence[LabelledPicture],
    specimens: Sequence[LabelledPicture],
    backgrounds: Sequence[Path],
    *,
    count: int,
    aimed: int,
    blank_minutes: float,
    seed: int,
    fps: float = 15.0,
) -> Recipe:
    """Draw up clips.

    Args:
        photos: pictures for clips of notes; specimens among them are taken as flat.
        specimens: flat notes for aimed clips.
        backgrounds: pictures without notes; may be empty.
        count: clips of notes; every value has its turn before any comes twice.
        aimed: clips for hints.
        blank_minutes: of clips without a note; they need backgrounds.
        seed: chooses everything.
        fps: frames a second.
    """
    rng = np.random.default_rng(seed)
    clips: list[Clip] = []

    def behind(many: int) -> tuple[str, ...]:
        if not backgrounds:
            return ()
        return tuple(str(backgrounds[int(i)]) for i in rng.integers(0, len(backgrounds), many))

    for picture in _in_turns(photos, count, rng):
        is_flat = picture.currency == SPECIMEN_CURRENCY
        clips.append(_clip("note", picture, is_flat, "", behind(1), rng))
    for number, picture in enumerate(_in_turns(specimens, aimed, rng)):
        clips.append(_clip("aimed", picture, True, AIMS[number % len(AIMS)], behind(1), rng))
    if backgrounds:
        blanks = math.ceil(blank_minutes * 60 / BLANK_CLIP_S)
        clips += [Clip("blank", "", "", "", False, "", behind(3), _seed(rng)) for _ in range(blanks)]
    return Recipe(fps, tuple(clips))


def _clip(
    kind: str,
    picture: LabelledPicture,
    is_flat: bool,
    aim: str,
    backgrounds: tuple[str, ...],
    rng: np.random.Generator,
) -> Clip:
    return Clip(kind, str(picture.path), picture.currency, picture.value, is_flat, aim, backgrounds, _seed(rng))


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(0, 2**31))


def _in_turns(pictures: Sequence[LabelledPicture], count: int, rng: np.random.Generator) -> list[LabelledPicture]:
    """`count` pictures, one of each value after another, in random order, and again when they are used up."""
    by_value: dict[tuple[str, str], list[LabelledPicture]] = {}
    for picture in pictures:
        by_value.setdefault((picture.currency, picture.value), []).append(picture)
    queues = [[group[int(i)] for i in rng.permutation(len(group))] for _, group in sorted(by_value.items())]
    if not queues:
        return []
    return [queues[i % len(queues)][i // len(queues) % len(queues[i % len(queues)])] for i in range(count)]


def write_video(clip: Clip, fps: float, path: Path) -> None:
    """Write a clip as MJPEG, to be looked at. Raises DataError when it cannot be written."""
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), fourcc, fps, (WIDTH_PX, HEIGHT_PX))
    if not writer.isOpened():
        raise DataError(f"{path} cannot be written as a video: name another folder.")
    for image, _ in Showing(clip, fps):
        writer.write(image)
    writer.release()


@dataclass(frozen=True, slots=True)
class Options:
    """What to draw up.

    Attributes:
        photos: DIR/<CUR>/<value>[_old][_face]/*, or a folder with XTS_*_*.png.
        out: folder for the recipe.
        currencies: ISO codes to show; None takes all folders.
        count: clips of notes, 0 or more.
        aimed: clips for hints, 0 or more.
        blank_minutes: without a note, 0 or more.
        held_out_of: a data folder of which to take the backgrounds that training keeps aside; or None.
        backgrounds: a folder of which to take the pictures, too; or None.
        specimens: folder with XTS notes.
        seed: chooses everything.
        videos: how many clips of each kind to write as videos, 0 or more.
    """

    photos: Path
    out: Path
    currencies: tuple[str, ...] | None = None
    count: int = 300
    aimed: int = 60
    blank_minutes: float = 10.0
    held_out_of: Path | None = None
    backgrounds: Path | None = None
    specimens: Path = SPECIMENS
    seed: int = 1
    videos: int = 0

    def __post_init__(self) -> None:
        for name in ("count", "aimed", "blank_minutes", "videos"):
            at_least(f"--{name.replace('_', '-')}", getattr(self, name), 0)


@dataclass(frozen=True, slots=True)
class Result:
    """How many clips of each kind, and where their recipe is."""

    recipe: Path
    clips: dict[str, int]


def run(options: Options) -> Result:
    """Write the recipe, and videos where they were asked for.

    Raises:
        DataError: there are no photos, or a video cannot be written.
    """
    photos = [*labelled_pictures(options.photos, options.currencies), *specimen_references(options.photos)]
    if not photos:
        raise DataError(f"No photos under {options.photos}: expected <CUR>/<value>/ folders or XTS_<value>_<face>.png.")
    backgrounds = pictures_under(options.backgrounds) if options.backgrounds is not None else []
    if options.held_out_of is not None:
        backgrounds += held_out_pictures(options.held_out_of)[0]
    if not backgrounds and options.blank_minutes > 0:
        print("No backgrounds were named (--held-out-of or --backgrounds): there will be no clips without a note.")
    recipe = make_recipe(
        photos,
        specimen_references(options.specimens),
        backgrounds,
        count=options.count,
        aimed=options.aimed,
        blank_minutes=options.blank_minutes,
        seed=options.seed,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / RECIPE_NAME).write_text(recipe.to_json(), encoding="utf-8")
    counts = {}
    for kind in ("note", "aimed", "blank"):
        clips = [clip for clip in recipe.clips if clip.kind == kind]
        counts[kind] = len(clips)
        for number, clip in enumerate(clips[: options.videos]):
            write_video(clip, recipe.fps, options.out / f"{kind}{number:02d}.avi")
    return Result(options.out / RECIPE_NAME, counts)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument(
        "--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*, or a folder with XTS_*_*.png"
    )
    parser.add_argument("--out", type=Path, required=True, help=f"folder for {RECIPE_NAME}")
    parser.add_argument(
        "--currency", type=comma_list, help="comma list of the currencies to show (default: all folders)"
    )
    parser.add_argument("--count", type=int, default=300, help="clips of notes (default: %(default)s)")
    parser.add_argument("--aimed", type=int, default=60, help="clips for hints (default: %(default)s)")
    parser.add_argument("--blank-minutes", type=float, default=10.0, help="without a note (default: %(default)s)")
    parser.add_argument(
        "--held-out-of", type=Path, metavar="DATA", help="take backgrounds that training keeps aside of this folder"
    )
    parser.add_argument("--backgrounds", type=Path, metavar="DIR", help="take the pictures of this folder, too")
    add_specimens(parser)
    add_seed(parser)
    parser.add_argument("--videos", type=int, default=0, metavar="N", help="also write N clips of each kind as videos")


def _options(args: argparse.Namespace) -> Options:
    names = ("photos", "out", "count", "aimed", "blank_minutes", "held_out_of", "backgrounds", "specimens", "seed")
    return Options(currencies=args.currency, videos=args.videos, **{name: getattr(args, name) for name in names})


def _report(result: Result) -> str:
    return "\n".join(f"{kind}: {count} clips" for kind, count in result.clips.items())


STEP = Step(
    "presentations",
    "clips with truth from still photos, for `replay`",
    __doc__,
    add_arguments,
    _options,
    run,
    _report,
)
