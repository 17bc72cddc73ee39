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
from convert.evaluation.evaluate import key
from convert.export.formats import Trained, add_run_arguments, size_bytes, trained_in
from convert.synthesis.synthesize import load

Square = NDArray[np.uint8]
Logits = NDArray[np.float32]
Runner = Callable[[Square], Logits]


@dataclass(frozen=True, slots=True)
class Row:
    """One format's line of the table.

    Attributes:
        name: of the format or file.
        same: share, 0 to 1, of photos whose best value is Keras's.
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
        a = {key(s): s.score for s in scorer.score(mine, scorer.currencies).values}
        ranked = scorer.score(reference, scorer.currencies).values
        best = key(ranked[0])
        same += max(a, key=lambda value: a[value]) == best
        largest = max(largest, *(abs(a[key(s)] - s.score) for s in ranked))
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
        share = min(len(group), left // (len(smallest_first) - done))
        drawn += [group[place * len(group) // share] for place in range(share)]
        left -= share
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


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("agreement", help="compare the exported formats", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*")
    parser.add_argument("--count", type=int, default=500, help="photos, as many of each value (default: %(default)s)")
    parser.add_argument("--exports", type=Path, default=Path("build/export"), help="where `export` wrote")
    add_run_arguments(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    trained = trained_in(args.run_dir, args.weights, args.model, None, args.specimens)
    metadata = trained.metadata
    photos = labelled_pictures(args.photos, Scorer(metadata).currencies)
    if not photos:
        raise DataError(f"No photos under {args.photos}: expected <CUR>/<value>/ folders.")
    squares = []
    for photo in tqdm(drawn_evenly(photos, args.count), desc="reading", unit="photo", leave=False):
        try:
            squares.append(letterbox(load(photo.path, 1280), metadata.input_size, metadata.pad_value))
        except ValueError as error:
            print(f"passed over: {error}")
    reference, keras_ms = measure(keras_runner(trained), squares, "Keras")
    rows = [Row("Keras float", 1.0, 0.0, 0.0, None, keras_ms)]
    there = [(args.exports / name, make) for name, make in _RUNNERS.items() if (args.exports / name).exists()]
    there.append((args.model, tflite_runner))
    for path, make in there:
        found, p50_ms = measure(make(path, metadata), squares, path.name)
        row = compare(path.name, found, reference, metadata)
        rows.append(Row(row.name, row.same, row.largest_difference, row.mean_difference, size_bytes(path), p50_ms))
    print(table(rows, len(squares)))
    package = args.exports / "noteworthy.mlpackage"
    if package.exists():
        facts = coreml_facts(package)
        print(f"{package.name}: {size_bytes(package) / 1e6:.2f} MB, not run here; it says of itself:")
        for name, value in facts.items():
            shown = len(value) if name in ("classes", "metadata") else value
            print(f"  {name}: {shown}")
        if facts["classes"] != [label.text for label in metadata.labels]:
            print("  its classes are NOT the model's")
            return 1
    return 0
