"""Do all formats say the same? Each that can run here against Keras's float network, on the same letterboxed photos.

Core ML runs on Apple's systems alone: there its file is read instead (`coreml_facts`). How right the answers are is
`evaluate`'s question.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.labels import ModelMetadata
from app.recognition.preprocess import letterbox
from app.recognition.scoring import Scorer
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures
from convert.data.images import load
from convert.export.formats import EXPORTS, Source, Trained, add_source, size_bytes, trained_in
from convert.step import Step, at_least

Square = NDArray[np.uint8]
Logits = NDArray[np.float32]
Runner = Callable[[Square], Logits]


@dataclass(frozen=True, slots=True)
class Row:
    """One format's line of the table.

    Attributes:
        name: of the format or file.
        same: fraction, 0 to 1, of photos whose best value is Keras's.
        largest_difference: of any value's score, 0 to 1, on any photo.
        mean_difference: of the best value's score over the photos.
        bytes: of the file or folder; None for Keras itself.
        p50_ms: median time of one picture, one thread where that can be chosen.
    """

    name: str
    same: float
    largest_difference: float
    mean_difference: float
    bytes: int | None
    p50_ms: float


def compare(name: str, ours: Sequence[Logits], theirs: Sequence[Logits], metadata: ModelMetadata) -> Row:
    """The line for logits `ours` against `theirs`, by value scores with all currencies on; no size or time yet."""
    scorer = Scorer(metadata)
    same = 0
    largest = 0.0
    best_difference = 0.0
    for mine, reference in zip(ours, theirs, strict=True):
        a = {s.key: s.score for s in scorer.score(mine, scorer.currencies).values}
        ranked = scorer.score(reference, scorer.currencies).values
        best = ranked[0].key
        same += max(a, key=lambda value: a[value]) == best
        largest = max(largest, *(abs(a[s.key] - s.score) for s in ranked))
        best_difference += abs(a[best] - ranked[0].score)
    count = len(theirs)
    return Row(name, same / count, largest, best_difference / count, None, 0.0)


def keras_runner(trained: Trained) -> Runner:
    """Keras's own float network."""
    import tensorflow as tf

    from convert.training import network

    model = network.build(trained.classes, trained.size)
    model.load_weights(trained.weights)
    run = tf.function(lambda image: model(image, training=False)["logits"])
    return lambda square: np.asarray(run(tf.constant(_floats(square, trained.metadata))))[0]


def tflite_runner(path: Path, metadata: ModelMetadata) -> Runner:
    """A LiteRT file of any of our input and output types, one thread."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter: Any = Interpreter(model_path=str(path), num_threads=1)
    interpreter.allocate_tensors()
    (given,) = interpreter.get_input_details()
    logits = next(d for d in interpreter.get_output_details() if tuple(d["shape"]) == (1, len(metadata.labels)))

    def run(square: Square) -> Logits:
        picture: NDArray[Any] = square[None] if given["dtype"] == np.uint8 else _floats(square, metadata)
        interpreter.set_tensor(given["index"], picture)
        interpreter.invoke()
        found = interpreter.get_tensor(logits["index"])[0]
        if found.dtype == np.uint8:
            scale, zero = logits["quantization"]
            found = (found.astype(np.float32) - zero) * scale
        return np.asarray(found, np.float32)

    return run


def onnx_runner(path: Path, metadata: ModelMetadata) -> Runner:
    """An ONNX file by onnxruntime on the processor, one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda square: np.asarray(session.run(["logits"], {"image": _floats(square, metadata)})[0][0], np.float32)


def saved_model_runner(path: Path, metadata: ModelMetadata) -> Runner:
    """A SavedModel by TensorFlow."""
    import tensorflow as tf

    loaded = tf.saved_model.load(str(path))
    serve = loaded.signatures["serving_default"]
    (name,) = serve.structured_input_signature[1]

    def run(square: Square) -> Logits:
        return np.asarray(serve(**{name: tf.constant(_floats(square, metadata))})["logits"][0], np.float32)

    run.keep = loaded  # type: ignore[attr-defined]  # its functions die with it
    return run


def coreml_facts(path: Path) -> dict[str, Any]:
    """What a Core ML file says of itself: input, scaling, classes, weight type, metadata. Runs on any system."""
    import coremltools as ct

    spec = ct.utils.load_spec(str(path))
    image = spec.description.input[0]
    operations = spec.mlProgram.functions["main"].block_specializations
    block = next(iter(operations.values()))
    constants: dict[str, float] = {}
    kinds: dict[str, int] = {}
    classes: list[str] = []
    scaling: list[tuple[str, float]] = []
    for operation in block.operations:
        kinds[operation.type] = kinds.get(operation.type, 0) + 1
        name = operation.outputs[0].name if operation.outputs else ""
        if operation.type == "const":
            value = operation.attributes["val"].immediateValue.tensor
            if len(set(value.floats.values)) == 1:
                constants[name] = value.floats.values[0]
        if operation.type == "classify":
            listed = operation.inputs["classes"].arguments[0].value.immediateValue.list.values
            classes = [item.immediateValue.tensor.strings.values[0] for item in listed]
        if operation.type in ("mul", "add") and len(scaling) < 2:  # the first two: they stand before the network
            used = [a.name for argument in operation.inputs.values() for a in argument.arguments]
            scaling += [(operation.type, constants[name]) for name in used if name in constants]
    return {
        "specification": spec.specificationVersion,
        "input": (image.name, image.type.imageType.width, image.type.imageType.height),
        "colour": image.type.imageType.colorSpace,
        "outputs": [(output.name, output.type.WhichOneof("Type")) for output in spec.description.output],
        "label_output": spec.description.predictedFeatureName,
        "classes": classes,
        "scaling": scaling,
        "operations": kinds,
        "metadata": dict(spec.description.metadata.userDefined),
    }


def _floats(square: Square, metadata: ModelMetadata) -> NDArray[np.float32]:
    scale, offset = metadata.normalisation
    return square[None].astype(np.float32) * np.float32(scale) + np.float32(offset)


_RUNNERS: dict[str, Callable[[Path, ModelMetadata], Runner]] = {
    "noteworthy.onnx": onnx_runner,
    "noteworthy.saved_model": saved_model_runner,
    "noteworthy-fp16.tflite": tflite_runner,
    "noteworthy-int8.tflite": tflite_runner,
    "noteworthy-edgetpu-ready.tflite": tflite_runner,
}


def measure(run: Runner, squares: Sequence[Square], name: str) -> tuple[list[Logits], float]:
    """Logits of all squares, and the median time of one, in milliseconds."""
    run(squares[0])
    found, times = [], []
    for square in tqdm(squares, desc=name, unit="photo", leave=False):
        start = time.perf_counter()
        found.append(run(square))
        times.append((time.perf_counter() - start) * 1000)
    return found, float(np.median(times))


def drawn_evenly(photos: Sequence[LabelledPicture], count: int) -> list[LabelledPicture]:
    """At most `count` photos, as many of each value as can be, those of one value evenly from its list.

    A value that has fewer gives all, and the others give more instead.
    """
    groups: dict[tuple[str, str], list[LabelledPicture]] = {}
    for photo in photos:
        groups.setdefault((photo.currency, photo.value), []).append(photo)
    left, drawn = count, []
    smallest_first = sorted(groups.values(), key=len)
    for done, group in enumerate(smallest_first):
        some = min(len(group), left // (len(smallest_first) - done))
        drawn += [group[place * len(group) // some] for place in range(some)]
        left -= some
    return drawn


def table(rows: Sequence[Row], photos: int) -> str:
    """The lines as a table in Markdown."""
    lines = [
        f"| against Keras float, {photos} photos | same best value | largest difference | mean, best value | MB | ms |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        size = "–" if row.bytes is None else f"{row.bytes / 1e6:.2f}"
        differences = f"{row.largest_difference:.4f} | {row.mean_difference:.4f}"
        lines.append(f"| {row.name} | {100 * row.same:.1f} % | {differences} | {size} | {row.p50_ms:.1f} |")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Options:
    """What to compare, on which photos.

    Attributes:
        source: of which network.
        photos: DIR/<CUR>/<value>[_old][_face]/*.
        count: of photos, as many of each value, at least 1.
        exports: where `export` wrote.
    """

    source: Source
    photos: Path
    count: int = 500
    exports: Path = EXPORTS

    def __post_init__(self) -> None:
        at_least("--count", self.count, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """The comparison.

    Attributes:
        rows: a line for each format.
        photos: how many were read.
        coreml: what a Core ML file says of itself, and whether its classes are the model's; None where there is none.
    """

    rows: list[Row]
    photos: int
    coreml: CoreMl | None


@dataclass(frozen=True, slots=True)
class CoreMl:
    """A Core ML package, which is read, not run.

    Attributes:
        name, bytes: of the package.
        facts: what it says of itself.
        right_classes: whether its classes are the model's.
    """

    name: str
    bytes: int
    facts: dict[str, Any]
    right_classes: bool


def _squares(options: Options, metadata: ModelMetadata) -> list[Square]:
    photos = labelled_pictures(options.photos, Scorer(metadata).currencies)
    if not photos:
        raise DataError(f"No photos under {options.photos}: expected <CUR>/<value>/ folders.")
    squares = []
    for photo in tqdm(drawn_evenly(photos, options.count), desc="reading", unit="photo", leave=False):
        try:
            squares.append(letterbox(load(photo.path, 1280), metadata.input_size, metadata.pad_value))
        except ValueError as error:
            print(f"passed over: {error}")
    return squares


def run(options: Options) -> Result:
    """Compare all formats that are there.

    Raises:
        DataError: there is no such network, or no photos.
        ModelError: the model cannot be read.
    """
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    trained = trained_in(options.source)
    metadata = trained.metadata
    squares = _squares(options, metadata)
    reference, keras_ms = measure(keras_runner(trained), squares, "Keras")
    rows = [Row("Keras float", 1.0, 0.0, 0.0, None, keras_ms)]
    exports = options.exports
    there = [(exports / name, make) for name, make in _RUNNERS.items() if (exports / name).exists()]
    there.append((options.source.model, tflite_runner))
    for path, make in there:
        found, p50_ms = measure(make(path, metadata), squares, path.name)
        row = compare(path.name, found, reference, metadata)
        rows.append(Row(row.name, row.same, row.largest_difference, row.mean_difference, size_bytes(path), p50_ms))
    package = exports / "noteworthy.mlpackage"
    if not package.exists():
        return Result(rows, len(squares), None)
    facts = coreml_facts(package)
    right = facts["classes"] == [label.text for label in metadata.labels]
    return Result(rows, len(squares), CoreMl(package.name, size_bytes(package), facts, right))


def _report(result: Result) -> str:
    lines = [table(result.rows, result.photos)]
    if result.coreml is not None:
        read = result.coreml
        lines.append(f"{read.name}: {read.bytes / 1e6:.2f} MB, not run here; it says of itself:")
        for name, value in read.facts.items():
            shown = len(value) if name in ("classes", "metadata") else value
            lines.append(f"  {name}: {shown}")
        if not read.right_classes:
            lines.append("  its classes are NOT the model's")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*")
    parser.add_argument("--count", type=int, default=500, help="photos, as many of each value (default: %(default)s)")
    parser.add_argument("--exports", type=Path, default=EXPORTS, help="where `export` wrote")
    add_source(parser)


def _options(args: argparse.Namespace) -> Options:
    source = Source(args.run_dir, args.weights, args.model, None, args.specimens)
    return Options(source, args.photos, args.count, args.exports)


def _code(result: Result) -> int:
    return 0 if result.coreml is None or result.coreml.right_classes else 1


STEP = Step("parity", "compare the exported formats", __doc__, add_arguments, _options, run, _report, _code)
