"""The two generations of MobileNet as they are compared: ImageNet's weights below, one linear layer above.

The network that ships, with its place head, is in `convert.training.network`; nothing is trained or measured here.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from convert.data.dataset import DataError
from convert.training.backbone import FrozenBackbone
from convert.training.recover import Layer, folded, layers_of

OUTPUTS = ("embedding", "logits")
_CONVOLUTIONS_V1 = 27


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike the rebuilt first generation and the file it was read from are, on the same pictures.

    Attributes:
        pictures: how many.
        cosine: mean cosine between the pooled features of both, at most 1.
        same_best: fraction, 0 to 1, of pictures for which both name the same of ImageNet's classes.
    """

    pictures: int
    cosine: float
    same_best: float


def build(generation: int, classes: int, size: int) -> keras.Model:
    """MobileNetV1 0.75 (`generation` 1) or MobileNetV2 1.0 (2), weights not yet set.

    Args:
        generation: 1 or 2.
        classes: number of classes, the unknown one included.
        size: side of the square input, pixels, a multiple of 32.

    Returns:
        A model from float (n, size, size, 3) in -1..1 RGB to a dict of `embedding` (n, 768 or 1280), the pooled
        features, and `logits` (n, classes).
    """
    shape = (size, size, 3)
    if generation == 1:
        base = keras.applications.MobileNet(input_shape=shape, alpha=0.75, include_top=False, weights=None)
    else:
        base = keras.applications.MobileNetV2(input_shape=shape, alpha=1.0, include_top=False, weights=None)
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(base.output)
    logits = keras.layers.Dense(classes, name="logits")(embedding)
    return keras.Model(base.input, {"embedding": embedding, "logits": logits})


def backbone_of(model: keras.Model) -> keras.Model:
    """The model up to what `embedding` pools."""
    return keras.Model(model.input, model.get_layer("embedding").input)


def first_generation(path: Path) -> tuple[dict[str, NDArray[np.float32]], Layer]:
    """What `network.load_folded` takes, and ImageNet's own classifier, of a quantized MobileNetV1 .tflite file.

    Raises:
        DataError: the file is not one.
    """
    *backbone, head = [layer for layer in layers_of(path) if layer.kind != "dense"]
    if len(backbone) != _CONVOLUTIONS_V1:
        raise DataError(f"{path} is not a MobileNetV1: it has {len(backbone)} convolutions, not {_CONVOLUTIONS_V1}.")
    arrays = folded(backbone)
    scale, zero = Interpreter(model_path=str(path)).get_input_details()[0]["quantization"]
    # The file sees a byte as (byte - zero) * scale, the network here as byte / 127.5 - 1.
    kernel = arrays["L00_w"]
    arrays["L00_b"] = arrays["L00_b"] + kernel.sum((1, 2, 3)) * np.float32((127.5 - zero) * scale)
    arrays["L00_w"] = kernel * np.float32(127.5 * scale)
    return arrays, head


def similarity(path: Path, backbone: FrozenBackbone, head: Layer, pictures: NDArray[np.uint8]) -> Similarity:
    """Run a quantized MobileNetV1 file and what was rebuilt from it on the same pictures.

    Args:
        path: the file.
        backbone: rebuilt from it, frozen.
        head: its classifier, from `first_generation`.
        pictures: uint8 (n, size, size, 3) RGB of the file's own size, at least one.
    """
    with warnings.catch_warnings():
        # That it costs memory is known; it is one small network.
        warnings.simplefilter("ignore", UserWarning)
        interpreter: Any = Interpreter(model_path=str(path), experimental_preserve_all_tensors=True)
    interpreter.allocate_tensors()
    convolutions = [op for op in interpreter._get_ops_details() if op["op_name"] == "CONV_2D"]
    pooled = int(convolutions[-1]["inputs"][0])
    scale, zero = next(t["quantization"] for t in interpreter.get_tensor_details() if t["index"] == pooled)
    best, features = [], []
    for picture in pictures:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture[None])
        interpreter.invoke()
        best.append(int(interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).argmax()))
        features.append((interpreter.get_tensor(pooled).reshape(-1).astype(np.float32) - zero) * scale)
    theirs, ours = np.stack(features), backbone(pictures).float().mean((1, 2)).numpy()
    sizes = np.linalg.norm(theirs, axis=1) * np.linalg.norm(ours, axis=1)
    logits = ours @ head.kernel.reshape(len(head.bias), -1).T + head.bias
    return Similarity(
        len(pictures),
        float(np.mean((theirs * ours).sum(1) / np.maximum(sizes, 1e-9))),
        float(np.mean(logits.argmax(1) == np.array(best))),
    )
