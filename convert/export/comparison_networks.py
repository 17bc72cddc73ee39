"""The comparison's two networks as LiteRT files, from the weights that `train-comparison` wrote.

Written once more in TensorFlow's operations, since LiteRT's converter takes them; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.comparison import COLUMNS, NUMBERS, ROWS
from convert.training.comparison_network import BLOCKS, HEADS, Convolution, convolutions

_EPSILON = 1e-5  # PyTorch's own.
Weights = Mapping[str, NDArray[np.float32]]


class _Layers:
    """The layers of the network, with weights by name."""

    def __init__(self, weights: Weights) -> None:
        import tensorflow as tf

        self._tf, self._weights = tf, weights

    def linear(self, x: Any, name: str) -> Any:
        return self._tf.matmul(x, self._weights[f"{name}.weight"].T) + self._weights[f"{name}.bias"]

    def norm(self, x: Any, name: str) -> Any:
        tf = self._tf
        away = x - tf.reduce_mean(x, -1, keepdims=True)
        variance = tf.reduce_mean(away * away, -1, keepdims=True)
        return (
            away * tf.math.rsqrt(variance + _EPSILON) * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        )

    def attention(self, x: Any, y: Any, name: str) -> Any:
        tf = self._tf

        def heads(each: Any) -> Any:
            return tf.transpose(tf.reshape(each, [1, each.shape[1], HEADS, each.shape[2] // HEADS]), [0, 2, 1, 3])

        query, key, value = (heads(self.linear(of, f"{name}.{part}")) for of, part in ((x, "q"), (y, "k"), (y, "v")))
        counts = tf.nn.softmax(tf.matmul(query, key, transpose_b=True) * query.shape[-1] ** -0.5)
        return self.linear(tf.reshape(tf.transpose(tf.matmul(counts, value), [0, 2, 1, 3]), x.shape), f"{name}.o")

    def convolution(self, x: Any, each: Convolution, number: int) -> Any:
        tf = self._tf
        kernel, stride = self._weights[f"embed.w.{number}"], each.stride
        if each.depthwise:
            y = tf.nn.depthwise_conv2d(x, kernel.transpose(2, 3, 0, 1), [1, stride, stride, 1], "SAME")
        else:
            y = tf.nn.conv2d(x, kernel.transpose(2, 3, 1, 0), stride, "SAME")
        y = y + self._weights[f"embed.b.{number}"]
        return tf.nn.relu6(y) if each.active else y

    def tokens(self, pictures: Any) -> Any:
        """Pictures, uint8 (1, height, width, 3), as tokens."""
        tf = self._tf
        x = tf.cast(pictures, tf.float32) / 127.5 - 1
        inputs = []
        for number, each in enumerate(convolutions()):
            inputs.append(x)
            x = self.convolution(x, each, number)
            if each.joins is not None:
                x = x + inputs[each.joins]
        x = tf.reshape(x, [1, x.shape[1] * x.shape[2], x.shape[3]])
        return self.norm(self.linear(x, "embed.out"), "embed.norm")

    def compared(self, photo: Any, side: Any) -> Any:
        """Tokens of a photo and of a side as a logit, (1, 1), and where the side's parts lie, (1, 98, 3)."""
        tf = self._tf
        y = self.norm(self.linear(photo, "compare.ip") + self._weights["compare.pp"], "compare.npn")
        x = self.linear(side, "compare.it") + self._weights["compare.pt"]
        for block in (f"compare.blocks.{number}" for number in range(BLOCKS)):
            x = x + self.attention(self.norm(x, f"{block}.n1"), y, f"{block}.cross")
            own = self.norm(x, f"{block}.n2")
            x = x + self.attention(own, own, f"{block}.own")
            wide = tf.nn.relu(self.linear(self.norm(x, f"{block}.n3"), f"{block}.m1"))
            x = x + self.linear(wide, f"{block}.m2")
        x = self.norm(x, "compare.n")
        counts = tf.nn.softmax(self.linear(x, "compare.w"), 1)
        pooled = tf.concat([tf.reduce_sum(counts * x, 1), tf.reduce_mean(x, 1)], 1)
        return self.linear(pooled, "compare.out"), self.linear(x, "compare.where")


def tokens_network(weights: Weights, height: int, width: int, *, is_small: bool = True) -> bytes:
    """What makes tokens of an RGB picture, uint8 (1, height, width, 3): float32 (1, height x width / 256, 64).

    is_small: weights as int8, which differ a little.
    """
    import tensorflow as tf

    return _file(_Layers(weights).tokens, [tf.TensorSpec([1, height, width, 3], tf.uint8)], is_small=is_small)


def comparing_network(weights: Weights) -> bytes:
    """What compares a photo's tokens, (1, 196, 64), with a side's, (1, 98, 64): see `_Layers.compared`."""
    import tensorflow as tf

    takes = [tf.TensorSpec([1, many, NUMBERS]) for many in (COLUMNS * COLUMNS, ROWS * COLUMNS)]
    return _file(_Layers(weights).compared, takes, is_small=True)


def _file(function: Callable[..., Any], takes: Sequence[Any], *, is_small: bool) -> bytes:
    import tensorflow as tf

    concrete = tf.function(function, input_signature=takes).get_concrete_function()
    converter = tf.lite.TFLiteConverter.from_concrete_functions([concrete])
    if is_small:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())
