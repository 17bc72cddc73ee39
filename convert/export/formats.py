"""The trained network in the formats that other devices want: Core ML, ONNX, SavedModel and LiteRT variants.

Labels, normalisation and thresholds travel inside each file, in the format's own metadata, as the JSON document of
`app.recognition.labels`. The int8 file that the app uses is made by `quantize`; whether all of them say the same is
`parity`'s question. Runs under Keras's TensorFlow backend.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import (
    LABELS_NAME,
    METADATA_NAME,
    ModelMetadata,
    read_metadata,
    write_metadata,
)
from app.recognition.model import DEFAULT_MODEL
from convert.data.catalogue import catalogue
from convert.data.dataset import DataError
from convert.export.conversion import OUTPUTS, calibration_pictures, frozen_function, to_tflite
from convert.run_folder import DEFAULT, RunFolder, add_run, add_weights
from convert.step import SPECIMENS, Step, add_specimens
from convert.synthesis.synthesizer import Synthesizer

EXPORTS = Path("build/export")
DESCRIPTION = "Noteworthy: the value of a banknote in a picture. It does not check whether a note is genuine."
# What Google's compiler for the Edge TPU takes, of what a MobileNet is made of. coral.ai/docs/edgetpu/models-intro
EDGETPU_OPERATIONS = frozenset(
    {"ADD", "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "MEAN", "PAD", "QUANTIZE", "RESHAPE", "SOFTMAX"}
)


@dataclass(frozen=True, slots=True)
class Trained:
    """One trained network and what is known of it.

    Attributes:
        weights: .weights.h5 from `train`.
        metadata: of the model file that was made from them.
        calibration: makes uint8 (size, size, 3) RGB pictures for int8 ranges; called only where they are needed.
    """

    weights: Path
    metadata: ModelMetadata
    calibration: Callable[[], Sequence[NDArray[np.uint8]]]

    @property
    def classes(self) -> int:
        """Number of classes, the unknown one included."""
        return len(self.metadata.labels)

    @property
    def size(self) -> int:
        """Side of the square input, pixels."""
        return self.metadata.input_size

    def labels_text(self) -> str:
        """The classes, one a line."""
        return "\n".join(label.text for label in self.metadata.labels) + "\n"


def saved_model(trained: Trained, out: Path) -> Path:
    """A TensorFlow SavedModel for any number of pictures; the metadata lies in its folder assets.extra."""
    import tensorflow as tf

    from convert.training import network

    model = network.build(trained.classes, trained.size)
    model.load_weights(trained.weights)
    folder = out / "noteworthy.saved_model"
    shutil.rmtree(folder, ignore_errors=True)
    signature = [tf.TensorSpec((None, trained.size, trained.size, 3), tf.float32, name="image")]
    model.export(str(folder), format="tf_saved_model", input_signature=signature, verbose=False)
    extra = folder / "assets.extra"
    extra.mkdir()
    (extra / METADATA_NAME).write_text(trained.metadata.to_json(), encoding="utf-8")
    (extra / LABELS_NAME).write_text(trained.labels_text(), encoding="utf-8")
    return folder


def onnx(trained: Trained, out: Path) -> Path:
    """An ONNX model (opset 17) for any number of pictures; metadata_props hold the document, a JSON beside it too."""
    import onnx as onnx_package
    import tf2onnx

    frozen = frozen_function(trained.weights, trained.classes, trained.size, batch=None)
    names = [tensor.name for tensor in frozen.outputs]
    model, _ = tf2onnx.convert.from_graph_def(
        frozen.graph.as_graph_def(),
        input_names=[frozen.inputs[0].name],
        output_names=names,
        opset=17,
    )
    new_names = {frozen.inputs[0].name: "image", **dict(zip(names, OUTPUTS, strict=True))}
    for node in model.graph.node:
        node.input[:] = [new_names.get(name, name) for name in node.input]
        node.output[:] = [new_names.get(name, name) for name in node.output]
    for value in (*model.graph.input, *model.graph.output):
        value.name = new_names[value.name]
    model.doc_string = DESCRIPTION
    scale, offset = trained.metadata.normalisation
    properties = {
        METADATA_NAME: trained.metadata.to_json(),
        "labels": trained.labels_text(),
        "normalisation": f"{scale!r} {offset!r}",
        "thresholds": json.dumps(trained.metadata.thresholds),
    }
    onnx_package.helper.set_model_props(model, properties)
    onnx_package.checker.check_model(model)
    path = out / "noteworthy.onnx"
    onnx_package.save(model, str(path))
    # onnxruntime-web does not give a page the properties inside the file.
    (out / METADATA_NAME).write_text(trained.metadata.to_json(), encoding="utf-8")
    return path


def _classifier(trained: Trained, shape: tuple[int, ...]) -> Any:
    """The network with calibration and softmax, as a TensorFlow function whose weights are constants."""
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    inner = frozen_function(trained.weights, trained.classes, trained.size)
    logits_at, where_at = OUTPUTS.index("logits"), OUTPUTS.index("where")

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.float32, name="image")])
    def classify(image: Any) -> Any:
        outputs = inner(image)
        return tf.nn.softmax(outputs[logits_at] / trained.metadata.temperature), outputs[where_at]

    return convert_variables_to_constants_v2(classify.get_concrete_function())


def _refuse_endless(model: Any) -> None:
    # A channel whose weights are all 0 has the scale 0, for which coremltools divides by 0 and warns.
    for operation in model._mil_program.functions["main"].operations:
        if operation.op_type == "constexpr_affine_dequantize":
            weights = operation.materialized_val_inference()
            if not np.isfinite(weights).all():
                raise DataError(f"Core ML: {operation.name} has weights that are not finite after going to 8 bits.")


def coreml(trained: Trained, out: Path) -> Path:
    """A Core ML classifier (ML program, iOS 16) that takes an image and has 8-bit weights.

    Scaling, calibration (temperature) and softmax are inside; its outputs are `label`, the probabilities by label, and
    `where` as in the other formats. Converted anywhere; it runs on Apple's systems alone.
    """
    import coremltools as ct
    import coremltools.optimize.coreml as compress

    shape = (1, trained.size, trained.size, 3)
    frozen = _classifier(trained, shape)
    scale, offset = trained.metadata.normalisation
    program = ct.convert(
        [frozen],
        source="tensorflow",
        convert_to="milinternal",
        inputs=[
            ct.ImageType(name="image", shape=shape, scale=scale, bias=[offset] * 3, color_layout=ct.colorlayout.RGB)
        ],
        minimum_deployment_target=ct.target.iOS16,
    )
    main = program.functions["main"]
    given_names = [tensor.name.partition(":")[0] for tensor in frozen.outputs]
    for output in main.outputs:
        output.name = ("probabilities", "where")[given_names.index(output.name)]
    # What is noted here is of two outputs. With the label they are three, over which coremltools 9 stumbles;
    # without the note it looks at the graph itself.
    main.set_output_types(None)
    model = ct.convert(
        program,
        source="milinternal",
        convert_to="mlprogram",
        classifier_config=ct.ClassifierConfig(
            [label.text for label in trained.metadata.labels],
            predicted_feature_name="label",
            predicted_probabilities_output="probabilities",
        ),
        minimum_deployment_target=ct.target.iOS16,
        skip_model_load=True,
    )
    config = compress.OptimizationConfig(global_config=compress.OpLinearQuantizerConfig(mode="linear_symmetric"))
    model = compress.linear_quantize_weights(model, config)
    _refuse_endless(model)
    model.short_description = DESCRIPTION
    model.version = trained.metadata.version
    model.license = "Apache-2.0"
    model.user_defined_metadata[METADATA_NAME] = trained.metadata.to_json()
    path = out / "noteworthy.mlpackage"
    shutil.rmtree(path, ignore_errors=True)
    model.save(str(path))
    return path


def tflite_fp16(trained: Trained, out: Path) -> Path:
    """LiteRT with float16 weights and float32 input in -1..1; runs in the app as it is (`--model`)."""
    import tensorflow as tf

    frozen = frozen_function(trained.weights, trained.classes, trained.size)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    return _write(out / "noteworthy-fp16.tflite", bytes(converter.convert()), trained)


def tflite_int8(trained: Trained, out: Path) -> Path:
    """LiteRT as the app ships it: int8 inside, uint8 input, float32 outputs."""
    content = to_tflite(trained.weights, trained.classes, trained.size, trained.calibration())
    return _write(out / "noteworthy-int8.tflite", content, trained)


def edgetpu_ready(trained: Trained, out: Path) -> Path:
    """LiteRT with int8 inside and 8-bit input and outputs, of operations that the Edge TPU's compiler takes.

    The compiler itself (edgetpu_compiler) is not run; an operation that it would leave to the processor is an error
    here.

    Raises:
        DataError: there is such an operation, or a tensor that is not 8-bit or of no fixed size.
    """
    content = to_tflite(trained.weights, trained.classes, trained.size, trained.calibration(), outputs_8_bit=True)
    complaints = edgetpu_complaints(content)
    if complaints:
        raise DataError(f"Not fit for the Edge TPU: {'; '.join(complaints)}.")
    return _write(out / "noteworthy-edgetpu-ready.tflite", content, trained)


def edgetpu_complaints(content: bytes) -> list[str]:
    """What the Edge TPU's compiler would not take in a LiteRT model; empty when there is nothing."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter: Any = Interpreter(model_content=content)
    interpreter.allocate_tensors()
    operations = {operation["op_name"] for operation in interpreter._get_ops_details()} - {"DELEGATE"}
    found = [f"operation {name}" for name in sorted(operations - EDGETPU_OPERATIONS)]
    for tensor in (*interpreter.get_input_details(), *interpreter.get_output_details()):
        if tensor["dtype"] not in (np.uint8, np.int8):
            found.append(f"{tensor['name']} is {np.dtype(tensor['dtype']).name}")
        if -1 in tensor["shape_signature"]:
            found.append(f"{tensor['name']} has no fixed size")
    return found


def _write(path: Path, content: bytes, trained: Trained) -> Path:
    path.write_bytes(write_metadata(content, trained.metadata))
    return path


FORMATS: dict[str, Callable[[Trained, Path], Path]] = {
    "coreml": coreml,
    "onnx": onnx,
    "saved_model": saved_model,
    "tflite-fp16": tflite_fp16,
    "tflite-int8": tflite_int8,
    "edgetpu-ready": edgetpu_ready,
}


def size_bytes(path: Path) -> int:
    """Of a file, or of all files of a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


@dataclass(frozen=True, slots=True)
class Source:
    """Which trained network is meant.

    Attributes:
        run_dir: the training run's folder.
        weights: in it; None takes its final ones.
        model: made from it, for its metadata.
        data: data folder, for int8 ranges; None where none are asked for.
        specimens: folder with XTS notes.
    """

    run_dir: Path = DEFAULT
    weights: Path | None = None
    model: Path = DEFAULT_MODEL
    data: Path | None = None
    specimens: Path = SPECIMENS


def trained_in(source: Source) -> Trained:
    """The network of a training run, with the metadata of the model that was made from it.

    Raises:
        DataError: there is no such run, or the model is of other classes.
        ModelError: the model cannot be read.
    """
    folder = RunFolder(source.run_dir)
    weights = source.weights or folder.final_weights
    labels = folder.read_labels(weights)
    metadata = read_metadata(source.model)
    if labels != metadata.labels:
        raise DataError(
            f"{source.model} has other classes than {folder.labels}: name the model made from this run by --model."
        )

    def calibration() -> Sequence[NDArray[np.uint8]]:
        if source.data is None:
            raise DataError("int8 needs pictures to find its ranges by: add --data DIR.")
        currencies = sorted({label.currency for label in labels if not label.is_unknown})
        cat = catalogue(source.data, source.specimens, currencies)
        synthesizer = Synthesizer(cat, labels, metadata.input_size, folder.read_synthesis())
        return calibration_pictures(cat, synthesizer, np.random.default_rng(1))

    return Trained(weights, metadata, calibration)


def add_source(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which trained network is meant, here and for `parity`."""
    add_run(parser)
    add_weights(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="model made from it, for its metadata")
    add_specimens(parser)


@dataclass(frozen=True, slots=True)
class Options:
    """What to make.

    Attributes:
        source: of which network.
        formats: names of `FORMATS`, each once.
        out: folder to write into.
    """

    source: Source
    formats: tuple[str, ...]
    out: Path = EXPORTS

    def __post_init__(self) -> None:
        unknown = set(self.formats) - set(FORMATS)
        if unknown or not self.formats:
            raise DataError(f"No such format: {', '.join(sorted(unknown)) or 'none given'}.")


@dataclass(frozen=True, slots=True)
class Result:
    """Where each format lies, by name."""

    files: dict[str, Path]


def run(options: Options) -> Result:
    """Make the formats, one after another.

    Raises:
        DataError: there is no such network, or a package is missing.
        ModelError: the model cannot be read.
    """
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    trained = trained_in(options.source)
    options.out.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in options.formats:
        try:
            files[name] = FORMATS[name](trained, options.out)
        except ModuleNotFoundError as error:
            raise DataError(f"{name} needs {error.name}: pip install -r requirements-export.txt") from error
        print(f"{name}: {files[name]}, {size_bytes(files[name]) / 1e6:.2f} MB", flush=True)
    return Result(files)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument(
        "--format", choices=[*FORMATS, "all"], action="append", required=True, help="may be given several times"
    )
    add_source(parser)
    parser.add_argument("--data", type=Path, help="data folder, for the int8 formats")
    parser.add_argument("--out", type=Path, default=EXPORTS, help="default: %(default)s")


def _options(args: argparse.Namespace) -> Options:
    formats = tuple(FORMATS) if "all" in args.format else tuple(dict.fromkeys(args.format))
    return Options(Source(args.run_dir, args.weights, args.model, args.data, args.specimens), formats, args.out)


STEP = Step("export", "make the other formats", __doc__, add_arguments, _options, run, lambda result: "")
