"""The network: MobileNetV2 with its heads, its ImageNet start, and its fast frozen backbone. No training loop here.

Keras 3 on its PyTorch backend, chosen by measurement: on two CPU cores it trains the upper blocks about six times as
fast as on its TensorFlow backend. The same model is built again under TensorFlow for conversion
(`convert.export.quantize`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from convert.training.backbone import FrozenBackbone

CUT_DEFAULT = "block_5_add"
EMBEDDING = 1280


def build(classes: int, size: int, dropout: float = 0.2) -> keras.Model:
    """MobileNetV2 1.0 with three outputs, weights not yet set.

    Args:
        classes: number of classes, the unknown one included.
        size: side of the square input, pixels, a multiple of 32.
        dropout: before the classifier, 0 to 1.

    Returns:
        A model from float (n, size, size, 3) in -1..1 RGB to a dict of `logits` (n, classes), `where` (n, 5: presence
        logit, then left, top, right, bottom in fractions of the square) and `embedding` (n, 1280), the pooled features.
    """
    base = keras.applications.MobileNetV2(input_shape=(size, size, 3), include_top=False, weights=None)
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            # Keras's 0.999 would need thousands of steps to follow; fine-tuning here takes a few hundred to thousand.
            layer.momentum = 0.98
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(base.output)
    dropped = keras.layers.Dropout(dropout, name="dropout")(embedding)
    logits = keras.layers.Dense(classes, name="logits")(dropped)
    place = keras.layers.Conv2D(16, 1, activation="relu6", name="where_squeeze")(base.output)
    place = keras.layers.Flatten(name="where_flat")(place)
    where = keras.layers.Dense(5, name="where")(place)
    return keras.Model(base.input, {"logits": logits, "where": where, "embedding": embedding}, name="noteworthy")


def convolutions(model: keras.Model) -> Iterator[tuple[Any, Any]]:
    """Each convolution of the MobileNet with the normalisation that follows it, from the input upwards."""
    pending = None
    for layer in model.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)) and not layer.use_bias:
            pending = layer
        elif isinstance(layer, keras.layers.BatchNormalization) and pending is not None:
            yield pending, layer
            pending = None


def load_folded(model: keras.Model, arrays: Mapping[str, NDArray[np.float32]], pictures: NDArray[np.uint8]) -> None:
    """Start from weights whose batch normalisation was folded into the convolutions (ImageNet's, or a .tflite's).

    Each normalisation is un-folded with the mean m and variance v of its convolution's bias-free output over
    `pictures`: moving mean m, moving variance v, gamma sqrt(v + eps), beta b + m. Inference is then unchanged and
    training-mode statistics start sane.

    Args:
        model: from `build`.
        arrays: L00_w, L00_b … (OHWI kernels); others are not looked at.
        pictures: uint8 (n, size, size, 3) RGB, a few hundred.

    Raises:
        ValueError: a kernel has not the shape that its layer needs.
    """
    pairs = list(convolutions(model))
    for k, (conv, norm) in enumerate(pairs):
        kernel, bias = arrays[f"L{k:02d}_w"], arrays[f"L{k:02d}_b"]
        depthwise = isinstance(conv, keras.layers.DepthwiseConv2D)
        conv.set_weights([kernel.transpose(1, 2, 3, 0)])
        if depthwise and kernel.shape[0] != 1:
            raise ValueError(f"L{k:02d} is not a depthwise kernel.")
        n = len(bias)
        norm.set_weights([np.ones(n), bias, np.zeros(n), np.full(n, 1 - norm.epsilon)])
    probe = keras.Model(model.input, [conv.output for conv, _ in pairs])
    sums = [0.0] * len(pairs)
    squares = [0.0] * len(pairs)
    counts = [0] * len(pairs)
    for start in range(0, len(pictures), 16):
        outputs = probe.predict_on_batch(pictures[start : start + 16].astype(np.float32) / 127.5 - 1)
        for k, out in enumerate(outputs):
            out = np.asarray(out, np.float64)
            sums[k] = sums[k] + out.sum((0, 1, 2))
            squares[k] = squares[k] + (out**2).sum((0, 1, 2))
            counts[k] += out.shape[0] * out.shape[1] * out.shape[2]
    for k, (_, norm) in enumerate(pairs):
        mean = sums[k] / counts[k]
        variance = np.maximum(squares[k] / counts[k] - mean**2, 1e-6)
        bias = arrays[f"L{k:02d}_b"]
        norm.set_weights([np.sqrt(variance + norm.epsilon), bias + mean, mean, variance])


def split(model: keras.Model, cut: str) -> tuple[keras.Model, keras.Model]:
    """(backbone, top): the layers up to and including the one named `cut`, and the rest with all heads."""
    middle = model.get_layer(cut).output
    return keras.Model(model.input, middle), keras.Model(middle, model.output)


def _sources(model: keras.Model) -> dict[str, list[str]]:
    """For each layer of a functional model, the names of the layers it takes its input from."""
    found: dict[str, list[str]] = {}
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            found[layer.name] = []
            continue
        tensors = layer.input if isinstance(layer.input, (list, tuple)) else [layer.input]
        found[layer.name] = [tensor._keras_history.operation.name for tensor in tensors]
    return found


class TorchGraph:
    """Runs a Keras model of this file's layers by PyTorch's own fused operations, in channels-last memory.

    The parameters are the Keras model's own (shared, trainable), so training through this graph trains the Keras model.
    Measured on two CPU cores, a training step takes about half the time of calling the Keras layers.

    Args:
        model: functional, of the layer types `build` uses.
        half: compute convolutions in bfloat16 (parameters stay float32).
    """

    def __init__(self, model: keras.Model, half: bool) -> None:
        import torch

        self._torch = torch
        self._model = model
        self._half = half
        self._sources = _sources(model)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"

    def __call__(self, x: Any, training: bool) -> dict[str, Any]:
        """Outputs by name for float features (n, h, w, c)."""
        torch = self._torch
        functional = torch.nn.functional
        values: dict[str, Any] = {}
        with torch.autocast(self._device, torch.bfloat16, enabled=self._half):
            for layer in self._model.layers:
                inputs = [values[name] for name in self._sources[layer.name] if name in values]
                y = inputs[0] if inputs else x.permute(0, 3, 1, 2)
                if isinstance(layer, keras.layers.DepthwiseConv2D):
                    kernel = layer.kernel.value.permute(2, 3, 0, 1)
                    y = functional.conv2d(
                        y, kernel, stride=layer.strides, padding=1 if layer.padding == "same" else 0, groups=len(kernel)
                    )
                elif isinstance(layer, keras.layers.Conv2D):
                    bias = layer.bias.value if layer.use_bias else None
                    if max(layer.kernel_size) > 1:
                        y = functional.pad(y, (0, 1, 0, 1))
                    y = functional.conv2d(y, layer.kernel.value.permute(3, 2, 0, 1), bias, stride=layer.strides)
                    y = functional.relu6(y) if layer.use_bias else y
                elif isinstance(layer, keras.layers.BatchNormalization):
                    y = functional.batch_norm(
                        y,
                        layer.moving_mean.value,
                        layer.moving_variance.value,
                        layer.gamma.value,
                        layer.beta.value,
                        training,
                        1 - layer.momentum,
                        layer.epsilon,
                    )
                elif isinstance(layer, keras.layers.ReLU):
                    y = functional.relu6(y)
                elif isinstance(layer, keras.layers.Add):
                    y = inputs[0] + inputs[1]
                elif isinstance(layer, keras.layers.ZeroPadding2D):
                    (top, bottom), (left, right) = layer.padding
                    y = functional.pad(y, (left, right, top, bottom))
                elif isinstance(layer, keras.layers.GlobalAveragePooling2D):
                    y = y.float().mean((2, 3))
                elif isinstance(layer, keras.layers.Dropout):
                    y = functional.dropout(y, layer.rate, training)
                elif isinstance(layer, keras.layers.Flatten):
                    y = y.permute(0, 2, 3, 1).flatten(1)
                elif isinstance(layer, keras.layers.Dense):
                    with torch.autocast(self._device, enabled=False):
                        y = y.float() @ layer.kernel.value + layer.bias.value
                elif not isinstance(layer, keras.layers.InputLayer):
                    raise ValueError(f"TorchGraph cannot run a {type(layer).__name__}.")
                values[layer.name] = y
        return {name: values[name] for name in ("logits", "where", "embedding")}


def freeze(backbone: keras.Model) -> FrozenBackbone:
    """The lower model from `split` as a `FrozenBackbone`; its weights are copied.

    Raises:
        ValueError: it has a layer that a MobileNet's lower part does not have.
    """
    import torch

    steps: list[tuple[Any, ...]] = []
    folded = dict(convolutions(backbone))
    source: dict[str, str] = {}
    sources = _sources(backbone)
    for layer in backbone.layers:
        name = layer.name
        inputs = [source.get(i, i) for i in sources[name]]
        if layer in folded:
            norm = folded[layer]
            gamma, beta, mean, variance = (np.asarray(w, np.float32) for w in norm.get_weights())
            scale = gamma / np.sqrt(variance + norm.epsilon)
            kernel = np.asarray(layer.get_weights()[0], np.float32)
            depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
            kernel = kernel.transpose(2, 3, 0, 1) if depthwise else kernel.transpose(3, 2, 0, 1)
            weight = torch.from_numpy(np.ascontiguousarray(kernel * scale.reshape(-1, 1, 1, 1)))
            bias = torch.from_numpy(beta - mean * scale)
            groups = len(bias) if depthwise else 1
            same = layer.padding == "same"
            steps.append(("conv", name, inputs, weight, bias, tuple(layer.strides), groups, same))
        elif isinstance(layer, keras.layers.BatchNormalization):
            source[name] = inputs[0]
        elif isinstance(layer, keras.layers.ReLU):
            steps.append(("relu6", name, inputs))
        elif isinstance(layer, keras.layers.Add):
            steps.append(("add", name, inputs))
        elif isinstance(layer, keras.layers.ZeroPadding2D):
            steps.append(("pad", name, inputs, layer.padding))
        elif isinstance(layer, keras.layers.InputLayer):
            steps.append(("input", name, inputs))
        else:
            raise ValueError(f"A frozen backbone cannot hold a {type(layer).__name__}.")
    return FrozenBackbone(steps)
