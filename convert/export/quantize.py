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
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import ModelMetadata, NoteLabel, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import PAD_VALUE, letterbox
from app.recognition.scoring import Scorer
from convert.data.currencies import codes, read_table
from convert.data.dataset import Catalogue, DataError, LabelledPicture, catalogue, labelled_pictures, left_out_of
from convert.evaluation.evaluate import held_out_pictures, key, logits_of, place_of, read
from convert.export.calibrate import Known, Limits, choose_thresholds, fit_temperature
from convert.export.landmarks import LANDMARKS
from convert.synthesis.corruptions import CONDITIONS, reshoot
from convert.synthesis.synthesize import PictureError, Synthesizer, load
from convert.training.train import FINAL

SIZE = 224
OUTPUTS = ("embedding", "logits", "where")
# 0.5 cost photos of notes whose currency is on and kept hardly more of the others silent (docs/model-log.md).
DISABLED_WEIGHT = 0.25
# Quarter turns in the order in which further looks pay most.
TURNS = (0, 1, 3, 2)


def frozen_function(weights: Path, classes: int, size: int, batch: int | None = 1) -> Any:
    """The trained network as a TensorFlow function whose weights are constants.

    Args:
        weights: .weights.h5 from `train`.
        classes: number of classes.
        size: side of the square input, pixels.
        batch: pictures at a time, None for any number.

    Returns:
        A concrete function from float32 (batch, size, size, 3) in -1..1, RGB, named "image", to the outputs of
        `network.build` in the order embedding, logits, where.
    """
    from convert.training import network

    model = network.build(classes, size)
    model.load_weights(weights)
    return frozen(model, size, batch, OUTPUTS)


def frozen(model: Any, size: int, batch: int | None, outputs: Sequence[str]) -> Any:
    """Any Keras model from pictures to a dict as such a function, with the named outputs in that order."""
    import tensorflow as tf

    @tf.function(input_signature=[tf.TensorSpec((batch, size, size, 3), tf.float32, name="image")])
    def serve(image: Any) -> Any:
        found = model(image, training=False)
        return [found[name] for name in outputs]

    # Keras 3 keeps its variables where the converter does not find them: they are made constants first.
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    return convert_variables_to_constants_v2(serve.get_concrete_function())


def calibration_pictures(cat: Catalogue, synthesizer: Synthesizer, rng: np.random.Generator) -> list[NDArray[np.uint8]]:
    """Some 350 letterboxed pictures, synthetic and real, for the ranges of int8."""
    pictures = [synthesizer.sample(rng).image for _ in range(200)]
    for index in rng.permutation(len(cat.photos))[:150]:
        pictures.append(letterbox(load(cat.photos[int(index)].path, 400), SIZE))
    return pictures


def to_tflite(
    weights: Path,
    classes: int,
    size: int,
    calibration: Sequence[NDArray[np.uint8]] | None,
    *,
    outputs_8_bit: bool = False,
) -> bytes:
    """Convert trained weights.

    Args:
        weights: .weights.h5 from `train`.
        classes: number of classes.
        size: side of the square input, pixels.
        calibration: uint8 (size, size, 3) RGB pictures for the int8 ranges; None converts to float32.
        outputs_8_bit: with calibration, give uint8 outputs with their scale in place of float32.

    Returns:
        The flatbuffer: uint8 input and per-channel int8 weights with calibration, else float32 in -1..1; outputs
        float32.
    """
    return flatbuffer(frozen_function(weights, classes, size), size, calibration, outputs_8_bit=outputs_8_bit)


def flatbuffer(
    function: Any, size: int, calibration: Sequence[NDArray[np.uint8]] | None, *, outputs_8_bit: bool = False
) -> bytes:
    """The same for a function from `frozen`."""
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_concrete_functions([function])
    if calibration is not None:

        def pictures() -> Iterator[list[NDArray[np.float32]]]:
            # The ends of the range too, so that the input's scale is exactly 1/127.5.
            yield [np.tile(np.linspace(-1, 1, size, dtype=np.float32)[None, :, None, None], (1, 1, size, 3))]
            for picture in calibration:
                yield [picture[None].astype(np.float32) / 127.5 - 1]

        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = pictures
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.uint8
        converter.inference_output_type = tf.uint8 if outputs_8_bit else tf.float32
    return bytes(converter.convert())


def _hard_shots(
    model: Model, photos: Sequence[LabelledPicture], scenes: Sequence[NDArray[np.uint8]]
) -> Iterator[tuple[LabelledPicture, NDArray[np.uint8]]]:
    """Each photo under every second hard condition in turn."""
    names = list(CONDITIONS)[1:]
    for k, item in enumerate(photos if scenes else ()):
        try:
            photo = load(item.path, 1280)
        except PictureError:
            continue
        note = place_of(model, photo)
        for condition in names[k % 2 :: 2]:
            yield item, reshoot(condition, photo, note, scenes, f"hard/{item.path.name}")


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
        truth = f"{photo.currency}/{photo.value}"
        same += key(a[0]) == key(b[0])
        right_float += key(a[0]) == truth
        right_int8 += key(b[0]) == truth
        scores = {key(s): s.score for s in b}
        difference = max(difference, max(abs(s.score - scores[key(s)]) for s in a))
    n = max(1, len(photos))
    return {
        "photos": len(photos),
        "same_best": same / n,
        "float_top1": right_float / n,
        "int8_top1": right_int8 / n,
        "largest_score_difference": difference,
    }


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("quantize", help="make the int8 model file", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="folder with XTS notes")
    parser.add_argument(
        "--run", dest="run_dir", type=Path, default=Path("build/train"), help="the training run's folder"
    )
    parser.add_argument("--weights", type=Path, help="weights in it (default: final.weights.h5 of the run)")
    parser.add_argument("--out", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument(
        "--draft",
        action="store_true",
        help="convert only, thresholds not chosen and nothing judged: enough for `adapt`",
    )
    parser.add_argument("--float-out", type=Path, help="also keep the float32 model")
    parser.add_argument(
        "--experimental",
        metavar="CUR,…",
        help="currencies to ship switched off (default: those that models/currencies.csv calls experimental)",
    )
    parser.add_argument(
        "--looks", type=int, choices=(1, 2, 3, 4), default=3, help="how often a picture is looked at, each time turned"
    )
    parser.add_argument("--version", default=datetime.date.today().strftime("%Y.%m.%d"), help="default: today")
    parser.add_argument(
        "--max-wrong",
        type=float,
        default=Limits().wrong,
        help="share of photos named wrongly (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    labels_path = args.run_dir / "labels.json"
    weights = args.weights or args.run_dir / FINAL
    if not labels_path.exists() or not weights.exists():
        raise DataError(f"No finished training run in {args.run_dir}: run `python -m convert train` first.")
    labels = tuple(NoteLabel(**item) for item in json.loads(labels_path.read_text()))
    currencies = sorted({x.currency for x in labels if not x.is_unknown})
    if args.experimental is None:
        experimental = codes(read_table(), "experimental")
    else:
        experimental = [code for code in args.experimental.split(",") if code]
    leave_out = left_out_of(args.run_dir)
    cat = catalogue(args.data, args.specimens, currencies, leave_out)
    rng = np.random.default_rng(args.seed)
    synthesizer = Synthesizer(cat, labels, SIZE)
    calibration = calibration_pictures(cat, synthesizer, rng)
    print(f"converting {weights} with {len(calibration)} calibration pictures")
    int8 = to_tflite(weights, len(labels), SIZE, calibration)

    metadata = ModelMetadata(
        version=args.version,
        input_size=SIZE,
        pad_value=PAD_VALUE,
        temperature=1.0,
        disabled_weight=DISABLED_WEIGHT,
        labels=labels,
        thresholds={f"{x.currency}/{x.value}": 0.8 for x in labels if not x.is_unknown},
        experimental=tuple(c for c in experimental if c in currencies),
        turns=TURNS[: args.looks],
    )
    args.out.parent.mkdir(parents=True, exist_ok=True)
    if args.draft:
        args.out.write_bytes(write_metadata(int8, metadata))
        print(f"{args.out}: a draft, {args.out.stat().st_size / 1e6:.2f} MB")
        return 0
    landmarks_path = args.run_dir / LANDMARKS
    landmarks = landmarks_path.read_bytes() if landmarks_path.exists() else None
    if landmarks is None:
        print(f"no landmarks in {args.run_dir} (`python -m convert landmarks` makes them): the network speaks alone")
    plain = to_tflite(weights, len(labels), SIZE, None)
    photos = labelled_pictures(args.data / "photos" / "val", currencies)
    negatives, others = held_out_pictures(args.data, judging=False, leave_out=leave_out)
    with tempfile.TemporaryDirectory() as folder:
        # What int8 costs, and the temperature, are the network's own: without landmarks.
        float_alone, int8_alone = (
            logits_of(_opened(Path(folder), content, metadata), [p.path for p in photos]) for content in (plain, int8)
        )
        photos = [p for p in photos if p.path in int8_alone]
        figures = _compare(float_alone, int8_alone, photos, metadata)
        fit_on = [Known(int8_alone[p.path], p.currency, p.value) for p in photos]
        if fit_on:
            metadata = replace(metadata, temperature=fit_temperature(fit_on, metadata))
        model = _opened(Path(folder), int8, metadata, landmarks)
        logits = logits_of(model, [*(p.path for p in photos), *negatives, *others])
        # Our own specimens have no photos: fresh synthetic ones stand in.
        drawn = [
            (label.value, synthesizer.note_sample(rng, "XTS", label.value, synthetic=True).image)
            for label in labels
            if label.currency == "XTS"
            for _ in range(12)
        ]
        known = [Known(logits[p.path], p.currency, p.value) for p in photos]
        scenes = [load(path, 400) for path in negatives if path in logits]
        hard = [
            Known(read(model, picture), photo.currency, photo.value)
            for photo, picture in _hard_shots(model, photos, scenes)
        ]
        shot_again = [
            read(model, reshoot(condition, scene, None, scenes, str(k)))
            for k, scene in enumerate(scenes)
            for condition in CONDITIONS
        ]
        known += [Known(model.run(image).logits, "XTS", value) for value, image in drawn]
    if not fit_on:
        metadata = replace(metadata, temperature=fit_temperature(known, metadata))
    limits = replace(Limits(), wrong=args.max_wrong)
    thresholds = choose_thresholds(
        known,
        [*(logits[p] for p in negatives if p in logits), *shot_again],
        [logits[p] for p in others if p in logits],
        metadata,
        limits,
        hard,
    )
    metadata = replace(metadata, thresholds=thresholds)
    args.out.write_bytes(write_metadata(int8, metadata, landmarks))
    if args.float_out is not None:
        args.float_out.write_bytes(write_metadata(plain, metadata, landmarks))
    (args.run_dir / "quantize.json").write_text(json.dumps(figures, indent=1))
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB, temperature {metadata.temperature}")
    for currency in currencies:
        mine = [t for name, t in thresholds.items() if name.startswith(currency + "/")]
        print(f"  {currency}: thresholds {min(mine):.2f} to {max(mine):.2f}")
    print("float against int8, only the photo's currency on: " + ", ".join(f"{k} {v:.4g}" for k, v in figures.items()))
    return 0


def _opened(folder: Path, content: bytes, metadata: ModelMetadata, landmarks: bytes | None = None) -> Model:
    path = folder / "opened.tflite"
    path.write_bytes(write_metadata(content, metadata, landmarks))
    return Model(path, threads=1)
