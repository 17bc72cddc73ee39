"""`python -m convert replay`: clips of `presentations` through the app's own two readers, smoothing and guidance.

What is counted is in `spoken`. What the readers saw is kept beside the recipe, so that a second run or a sweep asks
them nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.camera.frame import Frame
from app.commas import comma_list
from app.feedback.print_evidence import proposal_of
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.observation import Box, Observation, PrintMatch, StageTimings, ValueScore
from app.recognition.recognizer import Recognizer
from app.session.print_watch import NoPrint, PrintWatch, ReadsPrint, SteppedPrintWatch
from convert.data.dataset import DataError
from convert.evaluation.clips import Clip, Recipe, Truth
from convert.evaluation.presentations import Showing
from convert.evaluation.spoken import ClipCounts, Pointing, Seen, evaluate_clips, evaluate_hints, number, table
from convert.evaluation.sweep import Tried, choose, sweep, write_sweep
from convert.step import Step

_NO_TIME = StageTimings(0.0, 0.0, 0.0)
# How frames are looked at for print: what was seen before that changed is not fetched.
_LOOKS_AS = "a file, in turns"


class Sees(Protocol):
    """The part of the recogniser that is used here."""

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        """What the frame shows, in these currencies."""


def look_at(
    clip: Clip, fps: float, recognizer: Sees, currencies: frozenset[str], print_reader: ReadsPrint | None = None
) -> Seen:
    """Show one clip to the readers; the print reader, where there is one, looks as the app has it look at a file."""
    truths, observations = [], []
    prints: list[PrintMatch] = []
    watch: PrintWatch = NoPrint() if print_reader is None else SteppedPrintWatch(print_reader)
    for index, (image, truth) in enumerate(Showing(clip, fps)):
        truths.append(truth)
        frame = Frame(image, index, truth.time_s, None, 0.0)
        # What a frame cost says nothing about what was seen, and would differ from run to run.
        seen = replace(recognizer.observe(frame, currencies), timings=_NO_TIME)
        observations.append(seen)
        if seen.shows_note:
            watch.offer(frame, seen.note_box, currencies, proposal_of(seen))
            # When it is there, is for who replays it to say.
            prints += watch.take(math.inf)
    return Seen(clip, tuple(truths), tuple(observations), tuple(prints))


def look_at_all(
    recipe: Recipe,
    recognizer: Sees,
    currencies: frozenset[str],
    cache: Path,
    print_reader: ReadsPrint | None = None,
) -> list[Seen]:
    """Show every clip to the readers, or fetch what they saw from the cache file, which is written otherwise."""
    if cache.is_file():
        return load_seen(recipe, cache)
    seen = [
        look_at(clip, recipe.fps, recognizer, currencies, print_reader)
        for clip in tqdm(recipe.clips, desc="looking", unit="clip", leave=False)
    ]
    save_seen(seen, cache)
    return seen


def cache_path(folder: Path, recipe: Recipe, model: Path, currencies: Iterable[str]) -> Path:
    """Where what one model saw of one recipe is kept: another model, recipe or choice of currencies is another file."""
    digest = hashlib.sha256(model.read_bytes())
    digest.update(recipe.to_json().encode())
    digest.update(",".join(sorted(currencies)).encode())
    digest.update(_LOOKS_AS.encode())
    return folder / f"seen-{digest.hexdigest()[:16]}.npz"


def save_seen(seen: Sequence[Seen], path: Path) -> None:
    """Keep observations in one compressed file, in full precision. There must be at least one frame."""
    frames = [o for one in seen for o in one.observations]
    keys = sorted({(s.currency, s.value) for s in frames[0].scores})
    column = {key: i for i, key in enumerate(keys)}
    scores = np.zeros((len(frames), len(keys)), np.float64)
    backs = np.zeros((len(frames), len(keys)), np.bool_)
    thresholds = np.zeros(len(keys), np.float64)
    for row, observation in enumerate(frames):
        for score in observation.scores:
            at = column[score.currency, score.value]
            scores[row, at], backs[row, at], thresholds[at] = score.score, score.face == "back", score.threshold
    truths = [t for one in seen for t in one.truths]
    nothing = (math.nan,) * 4
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            keys=np.array([f"{currency}/{value}" for currency, value in keys]),
            thresholds=thresholds,
            scores=scores,
            backs=backs,
            frames=np.array([len(one.observations) for one in seen]),
            rest=np.array([(o.unknown_score, o.brightness, o.sharpness) for o in frames], np.float64),
            boxes=np.array([nothing if o.note_box is None else _sides(o.note_box) for o in frames], np.float64),
            times=np.array([(t.time_s, t.in_view, t.is_good) for t in truths], np.float64),
            places=np.array([nothing if t.box is None else t.box for t in truths], np.float64),
            prints=np.array([len(one.prints) for one in seen]),
            printed=np.array([p.key for one in seen for p in one.prints], "U20"),
            looks=np.array(
                [
                    (
                        p.captured_at_s,
                        p.agreement,
                        p.is_clear,
                        p.inliers,
                        p.has_others,
                        p.others_are_alike,
                        p.is_faint,
                        p.is_like,
                        p.is_doubtful,
                    )
                    for one in seen
                    for p in one.prints
                ],
                np.float64,
            ).reshape(-1, 9),
        )


def load_seen(recipe: Recipe, path: Path) -> list[Seen]:
    """The observations as they were saved. Raises DataError when the file is damaged."""
    try:
        # NumPy leaves a file open that it opened itself and could not read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return list(_unpack(recipe, arrays))
    except (OSError, KeyError, TypeError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path} is damaged ({error}): remove it, it will be made anew.") from error


def _unpack(recipe: Recipe, arrays: dict[str, NDArray[np.generic]]) -> Iterable[Seen]:
    keys = [tuple(str(key).split("/")) for key in arrays["keys"]]
    thresholds = arrays["thresholds"].tolist()
    order = np.argsort(-np.asarray(arrays["scores"], np.float64), axis=1, kind="stable")
    scores, backs, rest = arrays["scores"].tolist(), arrays["backs"].tolist(), arrays["rest"].tolist()
    boxes, times, places = arrays["boxes"].tolist(), arrays["times"].tolist(), arrays["places"].tolist()
    prints = iter(zip(arrays["printed"].tolist(), arrays["looks"].tolist(), strict=True))
    row = 0
    for clip, many, looks in zip(recipe.clips, arrays["frames"].tolist(), arrays["prints"].tolist(), strict=True):
        truths, observations = [], []
        for index in range(int(many)):
            time_s, in_view, is_good = times[row]
            place = None if math.isnan(places[row][0]) else tuple(places[row])
            truths.append(Truth(time_s, bool(in_view), bool(is_good), place))
            unknown, brightness, sharpness = rest[row]
            observations.append(
                Observation(
                    frame_index=index,
                    captured_at_s=time_s,
                    source_item=None,
                    monotonic_s=0.0,
                    scores=tuple(
                        ValueScore(
                            keys[i][0], keys[i][1], "back" if backs[row][i] else "front", scores[row][i], thresholds[i]
                        )
                        for i in order[row].tolist()
                    ),
                    unknown_score=unknown,
                    brightness=brightness,
                    sharpness=sharpness,
                    note_box=None if math.isnan(boxes[row][0]) else Box(*boxes[row]),
                    timings=_NO_TIME,
                )
            )
            row += 1
        of_clip = tuple(_print(str(value), *look) for value, look in itertools.islice(prints, int(looks)))
        yield Seen(clip, tuple(truths), tuple(observations), of_clip)


def _print(
    printed: str,
    captured_at_s: float,
    agreement: float,
    is_clear: float,
    inliers: float,
    has_others: float,
    others_are_alike: float,
    is_faint: float,
    is_like: float,
    is_doubtful: float,
) -> PrintMatch:
    """A print as it is kept: where exactly it was seen decides nothing here."""
    currency, _, value = printed.partition("/")
    return PrintMatch(
        currency,
        value,
        None,
        None,
        int(inliers),
        agreement,
        bool(is_clear),
        (),
        (),
        captured_at_s,
        has_others=bool(has_others),
        others_are_alike=bool(others_are_alike),
        is_faint=bool(is_faint),
        is_like=bool(is_like),
        is_doubtful=bool(is_doubtful),
    )


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


@dataclass(frozen=True, slots=True)
class Options:
    """What to replay.

    Attributes:
        clips: folder that `presentations` wrote.
        model: the model file.
        currencies: ISO codes that are on; none takes the model's own and what is shown.
        json: where to write all figures, or None.
        sweep: folder for the table and the plot of a sweep, or None for no sweep.
    """

    clips: Path
    model: Path = DEFAULT_MODEL
    currencies: tuple[str, ...] = ()
    json: Path | None = None
    sweep: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What would have been said.

    Attributes:
        left_out: clips of currencies that are off or unknown.
        tally: of announcements.
        model_boxes, true_boxes: of hints.
        tried: the sweep's choices; none without a sweep.
    """

    left_out: int
    tally: ClipCounts
    model_boxes: Pointing
    true_boxes: Pointing
    tried: list[Tried]

    def as_json(self) -> dict[str, Any]:
        """The document that `--json` writes."""
        return {
            "figures": self.tally.figures(),
            "tally": asdict(self.tally),
            "model_boxes": asdict(self.model_boxes),
            "true_boxes": asdict(self.true_boxes),
        }


def run(options: Options) -> Result:
    """Replay the clips, and write what was asked for.

    Raises:
        DataError: there are no clips, or the model knows none of the currencies.
        ModelError: the model cannot be read.
    """
    recipe = Recipe.read(options.clips)
    recognizer = Recognizer(Model(options.model, threads=1))
    known = set(recognizer.currencies)
    shown = {clip.currency for clip in recipe.clips if clip.currency}
    on = frozenset(options.currencies or {*recognizer.default_currencies, *shown}) & known
    if not on:
        raise DataError(f"The model knows none of these currencies; it knows {', '.join(recognizer.currencies)}.")
    clips = tuple(clip for clip in recipe.clips if not clip.currency or clip.currency in on or clip.kind == "aimed")
    left_out = len(recipe.clips) - len(clips)
    if not clips:
        raise DataError("No clip is left: name other currencies or make other presentations.")
    recipe = Recipe(recipe.fps, clips)
    reader = recognizer.print_reader()
    with_print, alone = ((), ()) if reader is None else (reader.values, reader.alone)
    seen = look_at_all(recipe, recognizer, on, cache_path(options.clips, recipe, options.model, on), reader)
    model_boxes, true_boxes = evaluate_hints(seen, exact=False), evaluate_hints(seen, exact=True)
    tried = [] if options.sweep is None else sweep(seen, with_print=with_print, alone=alone)
    result = Result(left_out, evaluate_clips(seen, with_print=with_print, alone=alone), model_boxes, true_boxes, tried)
    if options.json is not None:
        options.json.write_text(json.dumps(result.as_json(), indent=1), encoding="utf-8")
    if options.sweep is not None:
        write_sweep(tried, options.sweep, "python -m convert replay --clips CLIPS --sweep docs/dev")
    return result


def _report(result: Result) -> str:
    lines = []
    if result.left_out:
        lines.append(f"{result.left_out} clips show currencies that are off or unknown and are left out.")
    lines.append(table(result.tally, result.model_boxes, result.true_boxes))
    lines += [f"  clip {clip} ({truth or 'no note'}): {told}" for clip, truth, told in result.tally.said]
    if result.tried:
        best = choose(result.tried)
        lines.append("chosen: " + ", ".join(f"{name} {number(value)}" for name, value in best.choice.items()))
        lines.append("        " + ", ".join(f"{name} {number(value)}" for name, value in best.figures.items()))
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--clips", type=Path, required=True, help="folder that `presentations` wrote")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument(
        "--currency",
        type=comma_list,
        default=(),
        help="comma list of what is on (default: the model's own and what is shown)",
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--sweep", type=Path, metavar="DOCS", help="also try the grid; table and plot go there")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.clips, args.model, args.currency, args.json, args.sweep)


STEP = Step("replay", "evaluate when the app speaks, and what", __doc__, add_arguments, _options, run, _report)
