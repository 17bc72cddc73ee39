"""From trained Keras weights to the int8 LiteRT file that ships: conversion, thresholds, metadata, landmarks.

Runs under Keras's TensorFlow backend, since LiteRT's converter takes TensorFlow functions. Reports how the float and
the int8 network differ on the same pictures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.commas import comma_list
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.labels import ModelMetadata, NoteLabel, read_model, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import PAD_VALUE
from app.recognition.scoring import Scorer
from convert.calibrated import VIEWS, evidence
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures
from convert.data.images import PictureError, load
from convert.data.split import held_out_pictures
from convert.export.calibrate import Known, Limits, choose_thresholds, fit_temperature
from convert.export.conversion import SIZE, calibration_pictures, to_tflite
from convert.inference import logits_of, note_box_in, read
from convert.run_folder import DEFAULT, RunFolder, add_run, add_weights
from convert.step import SPECIMENS, Step, add_data, add_seed, fraction
from convert.synthesis.corruptions import CORRUPTIONS, corrupted
from convert.synthesis.synthesizer import Synthesizer

# 0.5 cost photos of notes whose currency is on and kept hardly more of the others silent (docs/dev/model-log.md).
DISABLED_WEIGHT = 0.25
# Quarter turns in the order in which further views pay most.
TURNS = (0, 1, 3, 2)
# Fresh synthetic pictures of each face of our own notes.
_SPECIMENS_EACH = 12


def _hard_shots(
    model: Model, photos: Sequence[LabelledPicture], scenes: Sequence[NDArray[np.uint8]]
) -> Iterator[tuple[LabelledPicture, NDArray[np.uint8]]]:
    """Each photo under every second corruption in turn."""
    names = list(CORRUPTIONS)[1:]
    for k, item in enumerate(photos if scenes else ()):
        try:
            photo = load(item.path, 1280)
        except PictureError:
            continue
        note = note_box_in(model, photo)
        for name in names[k % 2 :: 2]:
            yield item, corrupted(name, photo, note, scenes, f"hard/{item.path.name}")


def _compare(
    float_logits: dict[Path, NDArray[np.float32]],
    int8_logits: dict[Path, NDArray[np.float32]],
    photos: Sequence[LabelledPicture],
    metadata: ModelMetadata,
) -> dict[str, float]:
    scorer = Scorer(metadata)
    same, right_float, right_int8, difference = 0, 0, 0, 0.0
    for photo in photos:
        a = scorer.score(float_logits[photo.path], [photo.currency]).values
        b = scorer.score(int8_logits[photo.path], [photo.currency]).values
        truth = photo.key
        same += a[0].key == b[0].key
        right_float += a[0].key == truth
        right_int8 += b[0].key == truth
        scores = {s.key: s.score for s in b}
        difference = max(difference, max(abs(s.score - scores[s.key]) for s in a))
    n = max(1, len(photos))
    return {
        "photos": len(photos),
        "same_best": same / n,
        "float_top1": right_float / n,
        "int8_top1": right_int8 / n,
        "largest_score_difference": difference,
    }


@dataclass(frozen=True, slots=True)
class Options:
    """What to convert, and how the file shall behave.

    Attributes:
        data: data folder.
        specimens: folder with XTS notes.
        run_dir: the training run's folder.
        weights: in it; None takes its final ones.
        print_of: a model whose templates and their calibration are taken along, in place of the run's own; or None.
        out: the file to write; None takes the run's. It is never the shipped model: what ships has its templates
            calibrated, which `calibrate-print` does next.
        draft: convert only, thresholds not chosen and nothing evaluated: enough for `refit_head`.
        float_out: where to keep the float32 model too, or None.
        experimental: currencies to ship switched off; None takes those that models/currencies.csv calls experimental.
        views: how many of a picture the network sees, each turned, 1 to 4.
        version: of the model.
        max_wrong: the fraction of photos that may be named wrongly, 0 to 1.
        seed: of the calibration pictures.
    """

    data: Path
    specimens: Path = SPECIMENS
    run_dir: Path = DEFAULT
    weights: Path | None = None
    print_of: Path | None = None
    out: Path | None = None
    draft: bool = False
    float_out: Path | None = None
    experimental: tuple[str, ...] | None = None
    views: int = 3
    version: str = field(default_factory=lambda: datetime.date.today().strftime("%Y.%m.%d"))
    max_wrong: float = Limits().wrong
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.views <= len(TURNS):
            raise DataError(f"--views is {self.views}: expected 1 to {len(TURNS)}.")
        if self.out is not None and self.out.resolve() == DEFAULT_MODEL.resolve():
            raise DataError(
                f"{self.out} ships, and print does not count in what `quantize` makes: leave --out away, then "
                "`python -m convert calibrate-print` writes the shipped model."
            )
        if not 0 <= self.max_wrong <= 1:
            raise DataError(f"--max-wrong is {self.max_wrong}: expected 0 to 1.")


@dataclass(frozen=True, slots=True)
class Result:
    """The file that was made.

    Attributes:
        out: the file.
        metadata: what stands in it.
        figures: how the float and the int8 network differ; None for a draft.
    """

    out: Path
    metadata: ModelMetadata
    figures: dict[str, float] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Files:
    """The converted networks, and what is asked of photos kept aside by them."""

    int8: bytes
    plain: bytes
    landmarks: bytes | None


def _metadata(options: Options, labels: tuple[NoteLabel, ...], currencies: Sequence[str]) -> ModelMetadata:
    """With no temperature and the highest thresholds: those are chosen by what the network says."""
    listed = codes(read_table(), "experimental") if options.experimental is None else options.experimental
    return ModelMetadata(
        version=options.version,
        input_size=SIZE,
        pad_value=PAD_VALUE,
        temperature=1.0,
        disabled_weight=DISABLED_WEIGHT,
        labels=labels,
        thresholds={x.key: 0.8 for x in labels if not x.is_unknown},
        views=VIEWS,
        evidence=evidence(),
        experimental=tuple(c for c in listed if c in currencies),
        turns=TURNS[: options.views],
    )


def run(options: Options) -> Result:
    """Write the model file.

    Raises:
        DataError: there is no finished training run, or the data folder cannot be used.
        ModelError: the model of `print_of` cannot be read.
    """
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    folder = RunFolder(options.run_dir)
    out = options.out or folder.uncalibrated_model
    weights = options.weights or folder.final_weights
    labels = folder.read_labels(weights)
    printed = None if options.print_of is None else read_model(options.print_of)
    currencies = sorted({x.currency for x in labels if not x.is_unknown})
    cat = catalogue(options.data, options.specimens, currencies, folder.read_left_out())
    rng = np.random.default_rng(options.seed)
    synthesizer = Synthesizer(cat, labels, SIZE, folder.read_synthesis())
    calibration = calibration_pictures(cat, synthesizer, rng)
    print(f"converting {weights} with {len(calibration)} calibration pictures")
    int8 = to_tflite(weights, len(labels), SIZE, calibration)
    metadata = _metadata(options, labels, currencies)
    out.parent.mkdir(parents=True, exist_ok=True)
    if options.draft:
        out.write_bytes(write_metadata(int8, metadata))
        return Result(out, metadata, None)
    landmarks = folder.landmarks.read_bytes() if folder.landmarks.exists() else None
    if printed is not None:
        landmarks = printed.landmarks
    if landmarks is None:
        print(f"no landmarks in {folder.path} (`python -m convert landmarks` makes them): the network speaks alone")
    files = _Files(int8, to_tflite(weights, len(labels), SIZE, None), landmarks)
    with tempfile.TemporaryDirectory() as scratch:
        metadata, figures = _calibrated(options, files, metadata, synthesizer, rng, Path(scratch))
    if printed is not None:
        # How print is compared is of the templates, not of the network: it holds for another one.
        metadata = replace(metadata, print_check=printed.metadata.print_check)
    out.write_bytes(write_metadata(int8, metadata, landmarks))
    if options.float_out is not None:
        options.float_out.write_bytes(write_metadata(files.plain, metadata, landmarks))
    folder.quantization.write_text(json.dumps(figures, indent=1))
    return Result(out, metadata, figures)


def _calibrated(
    options: Options,
    files: _Files,
    metadata: ModelMetadata,
    synthesizer: Synthesizer,
    rng: np.random.Generator,
    scratch: Path,
) -> tuple[ModelMetadata, dict[str, float]]:
    """The metadata with temperature and thresholds, and how the float and the int8 network differ."""
    currencies = sorted({x.currency for x in metadata.labels if not x.is_unknown})
    photos = labelled_pictures(options.data / "photos" / "val", currencies)
    left_out = RunFolder(options.run_dir).read_left_out()
    negatives, others = held_out_pictures(options.data, evaluating=False, leave_out=left_out)
    # What int8 costs, and the temperature, are the network's own: without landmarks.
    float_alone, int8_alone = (
        logits_of(_opened(scratch, content, metadata), [p.path for p in photos])
        for content in (files.plain, files.int8)
    )
    photos = [p for p in photos if p.path in int8_alone]
    figures = _compare(float_alone, int8_alone, photos, metadata)
    fit_on = [Known(int8_alone[p.path], p.currency, p.value) for p in photos]
    if fit_on:
        metadata = replace(metadata, temperature=fit_temperature(fit_on, metadata))
    model = _opened(scratch, files.int8, metadata, files.landmarks)
    logits = logits_of(model, [*(p.path for p in photos), *negatives, *others])
    # Our own specimens have no photos: fresh synthetic ones stand in.
    drawn = [
        (label.value, synthesizer.note_sample(rng, SPECIMEN_CURRENCY, label.value, synthetic=True).image)
        for label in metadata.labels
        if label.currency == SPECIMEN_CURRENCY
        for _ in range(_SPECIMENS_EACH)
    ]
    known = [Known(logits[p.path], p.currency, p.value) for p in photos]
    scenes = [load(path, 400) for path in negatives if path in logits]
    hard = [
        Known(read(model, picture), photo.currency, photo.value)
        for photo, picture in _hard_shots(model, photos, scenes)
    ]
    shot_again = [
        read(model, corrupted(name, scene, None, scenes, str(k)))
        for k, scene in enumerate(scenes)
        for name in CORRUPTIONS
    ]
    known += [Known(model.run(image).logits, SPECIMEN_CURRENCY, value) for value, image in drawn]
    if not fit_on:
        metadata = replace(metadata, temperature=fit_temperature(known, metadata))
    of_negatives = [*(logits[p] for p in negatives if p in logits), *shot_again]
    of_others = [logits[p] for p in others if p in logits]
    limits = replace(Limits(), wrong=options.max_wrong)
    thresholds = choose_thresholds(known, of_negatives, of_others, metadata, limits, hard)
    return replace(metadata, thresholds=thresholds), figures


def _opened(folder: Path, content: bytes, metadata: ModelMetadata, landmarks: bytes | None = None) -> Model:
    path = folder / "opened.tflite"
    path.write_bytes(write_metadata(content, metadata, landmarks))
    return Model(path, threads=1)


def _report(result: Result) -> str:
    megabytes = result.out.stat().st_size / 1e6
    if result.figures is None:
        return f"{result.out}: a draft, {megabytes:.2f} MB"
    metadata = result.metadata
    lines = [f"{result.out}: {megabytes:.2f} MB, temperature {metadata.temperature}"]
    for currency in sorted({x.currency for x in metadata.labels if not x.is_unknown}):
        mine = [t for name, t in metadata.thresholds.items() if name.startswith(currency + "/")]
        lines.append(f"  {currency}: thresholds {min(mine):.2f} to {max(mine):.2f}")
    shown = ", ".join(f"{name} {figure:.4g}" for name, figure in result.figures.items())
    lines.append(f"float against int8, only the photo's currency on: {shown}")
    if metadata.print_check is None:
        lines.append("its print does not count yet: `python -m convert calibrate-print` is next")
    else:
        lines.append("faint print is of another network still: `python -m convert calibrate-faint` is next")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    add_run(parser)
    add_weights(parser)
    parser.add_argument(
        "--print-of",
        type=Path,
        metavar="MODEL",
        help="take the templates of this model along, and how they are compared (default: those in the run's folder)",
    )
    parser.add_argument("--out", type=Path, help="default: uncalibrated.tflite in the run's folder")
    parser.add_argument(
        "--draft",
        action="store_true",
        help="convert only, thresholds not chosen and nothing evaluated: enough for `refit_head`",
    )
    parser.add_argument("--float-out", type=Path, help="also keep the float32 model")
    parser.add_argument(
        "--experimental",
        type=comma_list,
        metavar="CUR,…",
        help="currencies to ship switched off (default: those that models/currencies.csv calls experimental)",
    )
    parser.add_argument(
        "--views",
        "--looks",
        type=int,
        choices=range(1, len(TURNS) + 1),
        default=3,
        help="how many views of a picture the network sees, each turned",
    )
    parser.add_argument("--version", default=datetime.date.today().strftime("%Y.%m.%d"), help="default: today")
    parser.add_argument(
        "--max-wrong",
        type=fraction,
        default=Limits().wrong,
        help="fraction of photos named wrongly (default: %(default)s)",
    )
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "specimens", "run_dir", "weights", "print_of", "out", "draft", "float_out", "experimental")
    return Options(**{name: getattr(args, name) for name in (*names, "views", "version", "max_wrong", "seed")})


STEP = Step("quantize", "make the int8 model file", __doc__, add_arguments, _options, run, _report)
