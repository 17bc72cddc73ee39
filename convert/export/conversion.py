"""A Keras network as a LiteRT file, float32 or int8. Runs under Keras's TensorFlow backend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.preprocess import letterbox
from convert.data.dataset import Catalogue
from convert.data.images import load
from convert.synthesis.synthesizer import Synthesizer

SIZE = 224
OUTPUTS = ("embedding", "logits", "where")
# What the presence is multiplied by. It shares a scale with the sides of the box, which are fractions: as a logit, up
# to 22, it left them int8 steps of a ninth of the picture's side. Only its sign is used.
PRESENCE_SCALE = 1 / 16


def frozen_function(weights: Path, classes: int, size: int, batch: int | None = 1) -> Any:
    """The trained network as a TensorFlow function whose weights are constants.

    Args:
        weights: .weights.h5 from `train`.
        classes: number of classes.
        size: side of the square input, pixels.
        batch: pictures at a time, None for any number.

    Returns:
        A concrete function from float32 (batch, size, size, 3) in -1..1, RGB, named "image", to the outputs of
        `network.build` in the order embedding, logits, where; the presence times `PRESENCE_SCALE`.
    """
    from convert.training import network

    model = network.build(classes, size)
    model.load_weights(weights)
    kernel, bias = model.get_layer("where").get_weights()
    kernel[:, 0] *= PRESENCE_SCALE
    bias[0] *= PRESENCE_SCALE
    model.get_layer("where").set_weights([kernel, bias])
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
