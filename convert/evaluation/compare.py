"""The two generations of MobileNet by measurement: the same pictures, the same training, the same photos, one machine.

Each network stays as ImageNet left it; a linear layer is trained on its pooled features of the same pictures, so that
nothing but the networks differs. Then each is converted to float32 and to int8 and all files take turns at the photos:
one look, one thread, only the photo's currency on. Model files that were trained further (`--trained`) are evaluated
with them. The networks themselves are in `convert.evaluation.generations`; how good the shipped model is, is in
`convert.evaluation.evaluate`.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import multiprocessing
import os
import pickle
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from tqdm import tqdm

from app.commas import comma_list
from app.recognition.labels import ModelMetadata, NoteLabel, write_metadata
from app.recognition.model import Model
from app.recognition.preprocess import PAD_VALUE, letterbox
from app.recognition.scoring import Scorer
from convert.calibrated import VIEWS, evidence
from convert.data.catalogue import catalogue
from convert.data.currencies import codes, read_table
from convert.data.dataset import Catalogue, DataError, LabelledPicture, class_list, labelled_pictures
from convert.data.images import PictureError, load
from convert.evaluation.benchmark import timing
from convert.evaluation.compare_report import NETWORKS, PRECISIONS, TRAINED, Measured, Network, chart, table
from convert.evaluation.linear_probe import (
    BATCH,
    CALIBRATION_BATCHES,
    DRAWN,
    SHARD,
    Embeddings,
    collect,
    gather,
    shard,
    train_head,
)
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least
from convert.synthesis.synthesizer import Synthesizer
from convert.training.memory import keep_freed_memory
from convert.training.stream import BatchStream

OUT = Path("build/compare")


# --------------------------------------------------------------------------------------------------------- conversion


def _use_tensorflow() -> None:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def _convert(task: tuple[Path, Network, int, str]) -> bytes:
    """A model file from the weights in `out`; in another process, as Keras's backend is chosen when it is imported."""
    out, network, classes, precision = task
    from convert.evaluation import generations
    from convert.export.conversion import flatbuffer, frozen

    model = generations.build(network.generation, classes, network.size)
    model.load_weights(out / f"{network.stem}.weights.h5")
    calibration = None
    if precision == "int8":
        pictures = np.load(out / "calibration.npy")
        calibration = [letterbox(np.ascontiguousarray(p[..., ::-1]), network.size) for p in pictures]
    function = frozen(model, network.size, 1, generations.OUTPUTS)
    return flatbuffer(function, network.size, calibration)


def parameters(path: Path) -> int:
    """Weights and biases of a model file's convolutions and dense layers."""
    interpreter = Interpreter(model_path=str(path))
    shapes = {t["index"]: t["shape"] for t in interpreter.get_tensor_details()}
    return sum(
        int(np.prod(shapes[int(index)]))
        for op in interpreter._get_ops_details()
        if op["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
        for index in op["inputs"][1:3]
        if index >= 0
    )


# --------------------------------------------------------------------------------------------------------- evaluating


def evaluate_all(models: Sequence[tuple[Measured, Model]], photos: Sequence[LabelledPicture]) -> None:
    """Fill in the results: each photo is looked at by all models in turn, another one first each time, so that
    whatever else the machine does falls on all alike.

    Args:
        models: each with the result to fill in.
        photos: of currencies that all models know.

    Raises:
        DataError: none of the photos can be read.
    """
    scorers = [Scorer(model.metadata) for _, model in models]
    times: list[list[float]] = [[] for _ in models]
    for k, photo in enumerate(tqdm(photos, desc="evaluating")):
        try:
            picture = load(photo.path, 1280)
        except PictureError:
            continue
        for turn in range(len(models)):
            index = (k + turn) % len(models)
            result, model = models[index]
            square = letterbox(picture, model.metadata.input_size, model.metadata.pad_value)
            if not times[index]:
                model.infer(square)
            start = time.perf_counter()
            logits = model.infer(square).logits
            times[index].append((time.perf_counter() - start) * 1000)
            best = scorers[index].score(logits, [photo.currency]).values[0]
            tally = result.by_currency.setdefault(photo.currency, [0, 0])
            tally[0] += 1
            tally[1] += best.key == photo.key
    if not times[0]:
        raise DataError("None of the photos can be read.")
    for (result, _), samples in zip(models, times, strict=True):
        result.photos = sum(n for n, _ in result.by_currency.values())
        result.right = sum(right for _, right in result.by_currency.values())
        measured = timing(samples)
        result.p50_ms, result.p99_ms = measured.p50_ms, measured.p99_ms


# --------------------------------------------------------------------------------------------------------------- step


def _named(text: str) -> tuple[str, Path]:
    name, found, path = text.partition("=")
    if not (name and found and path):
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form NAME=model.tflite')
    return name, Path(path)


@dataclass(frozen=True, slots=True)
class Options:
    """What to compare, on what.

    Attributes:
        data: data folder.
        v1: MobileNetV1 0.75 of ImageNet, a quantized .tflite.
        weights: folded ImageNet weights of MobileNetV2 1.0 (.npz).
        specimens: folder with XTS notes.
        currencies: ISO codes; none takes all of models/currencies.csv.
        trained: model files of this project to evaluate on the same photos, by name.
        pictures: to train on, at least 1.
        workers: processes, at least 1.
        out: folder to work in; a run that was cut goes on there.
        chart: picture to write, .png or .svg; None writes compare.png into `out`.
        seed: of the pictures.
    """

    data: Path
    v1: Path
    weights: Path
    specimens: Path = SPECIMENS
    currencies: tuple[str, ...] = ()
    trained: tuple[tuple[str, Path], ...] = ()
    pictures: int = 12_288
    workers: int = 1
    out: Path = OUT
    chart: Path | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--pictures", self.pictures, 1)
        at_least("--workers", self.workers, 1)

    @property
    def batches(self) -> int:
        """Of pictures."""
        return -(-self.pictures // BATCH)

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies to learn."""
        return self.currencies or tuple(codes(read_table()))


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured.

    Attributes:
        measured: of each file.
        similarity: of the rebuilt first generation to its file, on the same pictures.
    """

    measured: list[Measured]
    similarity: dict[str, float]


def _same_run(out: Path, state: dict[str, Any]) -> None:
    """Note what the features in `out` are of.

    Raises:
        DataError: those that are there are of something else.
    """
    path = out / "state.json"
    if path.exists() and json.loads(path.read_text()) != state:
        raise DataError(f"{out} holds features of other weights, classes, counts or seeds: give another --out.")
    path.write_text(json.dumps(state, indent=1))


def _prepare(options: Options, cat: Catalogue, classes: int) -> list[int]:
    """Write the frozen networks and what is known of the first generation; returns the widths of their features."""
    from convert.evaluation import generations
    from convert.training import network

    v1, head = generations.first_generation(options.v1)
    starts: dict[int, Any] = {1: v1, 2: np.load(options.weights)}
    frames = [load(path, 400) for path in cat.backgrounds[:48]]
    backbones, widths = [], []
    for item in NETWORKS:
        model = generations.build(item.generation, classes, item.size)
        pictures = np.stack([letterbox(frame, item.size) for frame in frames])
        network.load_folded(model, starts[item.generation], pictures[:16])
        backbone = network.freeze(generations.backbone_of(model))
        backbones.append((item.size, backbone))
        widths.append(int(model.output["embedding"].shape[-1]))
        model.save_weights(options.out / f"{item.stem}.weights.h5")
        if item == Network(1, Interpreter(model_path=str(options.v1)).get_input_details()[0]["shape"][1]):
            like = generations.similarity(options.v1, backbone, head, pictures)
            (options.out / "similarity.json").write_text(json.dumps(asdict(like), indent=1))
    with (options.out / "backbones.pickle").open("wb") as file:
        pickle.dump(backbones, file)
    return widths


def _heads(options: Options, features: NDArray[np.float16], targets: NDArray[np.bool_], widths: Sequence[int]) -> None:
    """Train each network's layer and write its weights."""
    from convert.evaluation import generations

    start = 0
    for item, width in zip(NETWORKS, tqdm(widths, desc="linear layers"), strict=True):
        layer = train_head(features[:, start : start + width], targets)
        start += width
        path = options.out / f"{item.stem}.weights.h5"
        model = generations.build(item.generation, targets.shape[1], item.size)
        model.load_weights(path)
        model.get_layer("logits").set_weights(layer)
        model.save_weights(path)


def _convert_all(options: Options, labels: Sequence[NoteLabel]) -> list[tuple[Measured, Model]]:
    opened = []
    tasks = [(options.out, item, len(labels), precision) for item in NETWORKS for precision in PRECISIONS]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.workers, context, _use_tensorflow) as pool:
        files = list(tqdm(pool.map(_convert, tasks), desc="converting", total=len(tasks)))
    for (_, item, _, precision), content in zip(tasks, files, strict=True):
        metadata = ModelMetadata(
            version="compare",
            input_size=item.size,
            pad_value=PAD_VALUE,
            temperature=1.0,
            disabled_weight=0.5,
            labels=tuple(labels),
            thresholds={x.key: 0.8 for x in labels if not x.is_unknown},
            views=VIEWS,
            evidence=evidence(),
        )
        path = options.out / f"{item.stem}_{precision}.tflite"
        path.write_bytes(write_metadata(content, metadata))
        result = Measured(f"{item.stem}_{precision}", item.family, item.size, precision, parameters(path), len(content))
        opened.append((result, Model(path, threads=1)))
    return opened


def _trained(name: str, path: Path) -> tuple[Measured, Model]:
    model = Model(path, threads=1)
    kind = Interpreter(model_path=str(path)).get_input_details()[0]["dtype"]
    precision = "float" if kind == np.float32 else "int8"
    return Measured(name, TRAINED, model.metadata.input_size, precision, parameters(path), path.stat().st_size), model


def _learn(options: Options, cat: Catalogue, labels: Sequence[NoteLabel]) -> None:
    """Draw pictures, keep their features, and train each network's layer on them."""
    batches, out = options.batches, options.out
    state = {
        "labels": [label.text for label in labels],
        "networks": [item.stem for item in NETWORKS],
        "batches": batches,
        "seed": options.seed,
        "weights": [hashlib.sha256(path.read_bytes()).hexdigest() for path in (options.v1, options.weights)],
    }
    _same_run(out, state)
    widths = _prepare(options, cat, len(labels))
    recipe = functools.partial(Synthesizer, cat, labels, DRAWN)
    calibration = out / "calibration.npy"
    if not (calibration.exists() and all(shard(out, first).exists() for first in range(0, batches, SHARD))):
        with BatchStream(recipe, options.seed, options.workers) as stream:
            drawn = stream.batches(1, 0, CALIBRATION_BATCHES, BATCH, DRAWN)
            np.save(calibration, np.concatenate([batch.images for batch in drawn]))
            collect(stream, Embeddings(out / "backbones.pickle"), batches, out)
    features, targets = gather(out, batches)
    _heads(options, features, targets, widths)


def run(options: Options) -> Result:
    """Compare the networks; the table, the chart and all figures go into the folder.

    Raises:
        DataError: weights or photos are missing, or the folder holds another run.
        ModelError: a trained model cannot be read.
    """
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    cv2.setNumThreads(1)
    trained = [_trained(name, path) for name, path in options.trained]
    for path in (options.v1, options.weights):
        if not path.is_file():
            raise DataError(f"No weights at {path}: check the paths given with --v1 and --weights.")
    common = set(options.codes).intersection(*(Scorer(model.metadata).currencies for _, model in trained))
    val = options.data / "photos" / "val"
    photos = labelled_pictures(val, sorted(common))
    if not photos:
        raise DataError(f"No photos under {val} of currencies that all models know.")
    cat = catalogue(options.data, options.specimens, options.codes)
    labels = class_list(cat)
    options.out.mkdir(parents=True, exist_ok=True)
    _learn(options, cat, labels)
    models = [*_convert_all(options, labels), *trained]
    evaluate_all(models, photos)
    measured = [result for result, _ in models]
    document = {
        "pictures": options.batches * BATCH,
        "seed": options.seed,
        "classes": len(labels),
        "currencies": sorted(common),
        "similarity": json.loads((options.out / "similarity.json").read_text()),
        "results": [asdict(result) for result in measured],
    }
    (options.out / "compare.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    (options.out / "compare.md").write_text(table(measured), encoding="utf-8")
    chart(measured, options.chart or options.out / "compare.png")
    return Result(measured, document["similarity"])


def _report(result: Result) -> str:
    like = ", ".join(f"{name} {figure:.4g}" for name, figure in result.similarity.items())
    return f"{table(result.measured)}rebuilt MobileNetV1 against its file: {like}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument(
        "--currencies", type=comma_list, default=(), help="comma list (default: all of models/currencies.csv)"
    )
    parser.add_argument("--v1", type=Path, required=True, help="MobileNetV1 0.75 of ImageNet, a quantized .tflite")
    parser.add_argument("--weights", type=Path, required=True, help="folded ImageNet weights of MobileNetV2 1.0 (.npz)")
    parser.add_argument(
        "--trained",
        type=_named,
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a model file of this project to evaluate on the same photos; may be given again",
    )
    parser.add_argument("--pictures", type=int, default=12_288, help="to train on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--out", type=Path, default=OUT, help="default: %(default)s; goes on there")
    parser.add_argument("--chart", type=Path, help="picture to write, .png or .svg (default: compare.png in --out)")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "v1", "weights", "specimens", "currencies", "pictures", "workers", "out", "chart", "seed")
    return Options(trained=tuple(args.trained), **{name: getattr(args, name) for name in names})


STEP = Step(
    "compare", "MobileNetV1 against MobileNetV2, by measurement", __doc__, add_arguments, _options, run, _report
)
