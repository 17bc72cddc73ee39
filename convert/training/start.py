"""The weights that a run starts from: ImageNet's, an earlier run's, or what a quantized model file knows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from convert.data.dataset import DataError


def copy_weights(source: Any, target: Any) -> None:
    """Layer by layer, but for what depends on the picture's size (the place head)."""
    for layer in target.layers:
        if layer.weights:
            weights = source.get_layer(layer.name).get_weights()
            if [w.shape for w in weights] == [tuple(w.shape) for w in layer.weights]:
                layer.set_weights(weights)


def _start_from_tflite(
    model: Any, labels: Sequence[NoteLabel], path: Path, imagenet: Path | None, statistics: NDArray[np.uint8]
) -> None:
    from app.recognition.labels import read_metadata
    from convert.training import network
    from convert.training.recover import folded, layers_of

    layers = layers_of(path)
    convolutions = [x for x in layers if x.kind != "dense"]
    dense = [x for x in layers if x.kind == "dense"]
    backbone = len(list(network.convolutions(model)))
    if len(convolutions) != backbone + 1 or len(dense) != 2:
        raise DataError(f"{path} is not a model of this network: give one that `python -m convert quantize` made.")
    network.load_folded(model, folded(layers, None if imagenet is None else np.load(imagenet)), statistics)
    squeeze = convolutions[-1]
    model.get_layer("where_squeeze").set_weights([squeeze.kernel.transpose(1, 2, 3, 0), squeeze.bias])
    head, place = sorted(dense, key=lambda x: len(x.bias), reverse=True)
    if model.get_layer("where").kernel.shape == place.kernel.T.shape:
        model.get_layer("where").set_weights([place.kernel.T, place.bias])
    # A class that the file does not know starts as the mean of the known ones: any other row would be named for them.
    kernel, bias = model.get_layer("logits").get_weights()
    kernel[:], bias[:] = head.kernel.mean(0)[:, None], head.bias.mean()
    row_of = {label: row for row, label in enumerate(read_metadata(path).labels)}
    for row, label in enumerate(labels):
        if label in row_of:
            kernel[:, row], bias[row] = head.kernel[row_of[label]], head.bias[row_of[label]]
    model.get_layer("logits").set_weights([kernel, bias])


def start_weights(
    model: Any, labels: Sequence[NoteLabel], imagenet: Path | None, statistics: NDArray[np.uint8], init: Path | None
) -> None:
    """Give a model the weights that its training starts from.

    Args:
        model: of `network.build`.
        labels: its classes.
        imagenet: .npz with folded ImageNet weights, or None for Keras's own (needs a network; not asked for with
            `init`).
        statistics: uint8 (n, 224, 224, 3) RGB pictures for un-folding the normalisation.
        init: where to start from in place of ImageNet, or None: a .weights.h5 of an earlier run (with other classes its
            heads are skipped) or a quantized .tflite (what it knows of the classes is kept, in whatever order).

    Raises:
        DataError: `init` is a .tflite of another network.
    """
    import keras

    from convert.training import network

    if init is not None and init.suffix == ".tflite":
        _start_from_tflite(model, labels, init, imagenet, statistics)
        return
    if imagenet is not None:
        network.load_folded(model, np.load(imagenet), statistics)
    elif init is None:
        source = keras.applications.MobileNetV2(input_shape=(224, 224, 3), include_top=False, weights="imagenet")
        for layer in source.layers:
            if layer.weights:
                model.get_layer(layer.name).set_weights(layer.get_weights())
    if init is not None:
        model.load_weights(init, skip_mismatch=True)
