"""The comparison network: whether a side of a note is seen in a photo, and where each part of it lies. No training.

Tokens of a picture are what a MobileNetV2 makes of it, cut at a sixteenth of its size. A side's tokens then attend to
the photo's, so a side that was never trained on is compared by a scan of it alone. Plain PyTorch. Weights go by the
names of the modules' attributes, which are therefore short; each class says what they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from convert.data.dataset import DataError

# The lengths of a picture's tokens and of those that are compared; heads of attention, blocks of it.
TOKEN, COMPARED, HEADS, BLOCKS = 64, 96, 4, 3
# A side is so many tokens high and wide, a photo so many; each stands for so many pixels.
SIDE_ROWS, SIDE_COLUMNS, PHOTO_CELLS, CELL_PX = 7, 14, 14, 16
SIDE_CELLS = SIDE_ROWS * SIDE_COLUMNS
# MobileNetV2's blocks up to a sixteenth: expansion, channels, how many, stride of the first.
_STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1))
_FIRST_CHANNELS, _LAST_CHANNELS = 32, 96
_PLACE_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Convolution:
    """One convolution, normalisation folded in.

    Attributes:
        channels_in, channels_out: how many.
        size: of its kernel, pixels.
        stride: 1 or 2.
        depthwise: each channel by itself.
        active: ReLU6 follows.
        joins: the number of the convolution whose input is added to its output, or None.
    """

    channels_in: int
    channels_out: int
    size: int
    stride: int
    depthwise: bool
    active: bool
    joins: int | None = None

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Of its kernel: (out, in, height, width)."""
        return (self.channels_out, 1 if self.depthwise else self.channels_in, self.size, self.size)


def convolutions() -> tuple[Convolution, ...]:
    """The convolutions of MobileNetV2 1.0 up to a sixteenth of the picture, in order."""
    found = [Convolution(3, _FIRST_CHANNELS, 3, 2, False, True)]
    channels = _FIRST_CHANNELS
    for expansion, out, count, first_stride in _STAGES:
        for number in range(count):
            stride = first_stride if number == 0 else 1
            middle, first = channels * expansion, len(found)
            if expansion > 1:
                found.append(Convolution(channels, middle, 1, 1, False, True))
            found.append(Convolution(middle, middle, 3, stride, True, True))
            joins = first if stride == 1 and channels == out else None
            found.append(Convolution(middle, out, 1, 1, False, False, joins))
            channels = out
    return tuple(found)


class Embed(nn.Module):
    """From pictures to their tokens.

    Attributes:
        w, b: kernels (out, in, height, width) and biases of `convolutions()`.
        out, norm: from channels to a token, and its normalisation.

    Args:
        start: L00_w, L00_b … of a MobileNetV2 (OHWI kernels, see `recover.folded`), or None for random kernels.

    Raises:
        DataError: a kernel of `start` has not the shape that it needs.
    """

    def __init__(self, start: Mapping[str, NDArray[np.float32]] | None = None) -> None:
        super().__init__()
        self._plan = convolutions()
        self._kept = {each.joins for each in self._plan}
        self.w, self.b = nn.ParameterList(), nn.ParameterList()
        for number, each in enumerate(self._plan):
            kernel, bias = _random(each) if start is None else _started(each, number, start)
            self.w.append(nn.Parameter(kernel))
            self.b.append(nn.Parameter(bias))
        self.out, self.norm = nn.Linear(_LAST_CHANNELS, TOKEN), nn.LayerNorm(TOKEN)

    def forward(self, pictures: Any) -> Any:
        """Tokens (n, height / 16 · width / 16, TOKEN), row by row, of float (n, 3, height, width) RGB in -1..1, whose
        sides are multiples of 16 pixels."""
        x = pictures.contiguous(memory_format=torch.channels_last)
        kept: dict[int, Any] = {}
        for number, (each, kernel, bias) in enumerate(zip(self._plan, self.w, self.b, strict=True)):
            if number in self._kept:
                kept[number] = x
            edge = each.size // 2
            if each.stride == 2:
                # TensorFlow's "same" at stride 2 pads an even picture at the right and bottom only.
                x, edge = functional.pad(x, (0, 1, 0, 1)), 0
            groups = each.channels_out if each.depthwise else 1
            x = functional.conv2d(x, kernel, bias, stride=each.stride, padding=edge, groups=groups)
            if each.active:
                x = functional.relu6(x)
            if each.joins is not None:
                x = x + kept.pop(each.joins)
        return self.norm(self.out(x.flatten(2).transpose(1, 2)))


def _random(each: Convolution) -> tuple[Any, Any]:
    fan_in = math.prod(each.shape[1:])
    return torch.randn(each.shape) * math.sqrt(2 / fan_in), torch.zeros(each.channels_out)


def _started(each: Convolution, number: int, start: Mapping[str, NDArray[np.float32]]) -> tuple[Any, Any]:
    kernel, bias = start[f"L{number:02d}_w"], start[f"L{number:02d}_b"]
    ordered = kernel.transpose(3, 0, 1, 2) if each.depthwise else kernel.transpose(0, 3, 1, 2)
    if ordered.shape != each.shape:
        raise DataError(
            f"Convolution {number} is {ordered.shape}, not {each.shape}: start from a model of MobileNetV2."
        )
    return torch.tensor(np.ascontiguousarray(ordered)), torch.tensor(bias)


class Attend(nn.Module):
    """Attention of some tokens to others; `q`, `k`, `v` and `o` are its queries, keys, values and output."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k = nn.Linear(COMPARED, COMPARED), nn.Linear(COMPARED, COMPARED)
        self.v, self.o = nn.Linear(COMPARED, COMPARED), nn.Linear(COMPARED, COMPARED)

    def forward(self, x: Any, y: Any) -> Any:
        """What tokens (n, t, COMPARED) take from tokens (n, m, COMPARED): (n, t, COMPARED)."""
        q, k, v = (
            each.view(len(each), -1, HEADS, COMPARED // HEADS).transpose(1, 2)
            for each in (self.q(x), self.k(y), self.v(y))
        )
        return self.o(functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape))


class Block(nn.Module):
    """A side's tokens attend to a photo's (`cross`), then to one another (`own`), then each goes through `m1`, `m2`.

    Before each of the three they are normalised: `n1`, `n2`, `n3`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2, self.n3 = (nn.LayerNorm(COMPARED) for _ in range(3))
        self.cross, self.own = Attend(), Attend()
        self.m1, self.m2 = nn.Linear(COMPARED, 2 * COMPARED), nn.Linear(2 * COMPARED, COMPARED)

    def forward(self, x: Any, y: Any) -> Any:
        """Tokens (n, SIDE_CELLS, COMPARED) of sides, after a look at tokens (n, m, COMPARED) of photos."""
        x = x + self.cross(self.n1(x), y)
        mine = self.n2(x)
        x = x + self.own(mine, mine)
        return x + self.m2(functional.relu(self.m1(self.n3(x))))


class Compare(nn.Module):
    """From a photo's tokens and a side's to the answer.

    Attributes:
        it, ip: from tokens of sides and of photos to what is compared.
        pt, pp: what is added for the place of each token in a side and in a photo.
        npn, n: the normalisation of a photo's tokens, and of what comes out of the `blocks`.
        where: a cell's place, and whether it is seen.
        w, out: how much a cell counts, and from all of them to the answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.it, self.ip = nn.Linear(TOKEN, COMPARED), nn.Linear(TOKEN, COMPARED)
        self.pt = nn.Parameter(torch.randn(SIDE_CELLS, COMPARED) * _PLACE_SPREAD)
        self.pp = nn.Parameter(torch.randn(PHOTO_CELLS**2, COMPARED) * _PLACE_SPREAD)
        self.npn, self.n = nn.LayerNorm(COMPARED), nn.LayerNorm(COMPARED)
        self.blocks = nn.ModuleList([Block() for _ in range(BLOCKS)])
        self.where, self.w, self.out = nn.Linear(COMPARED, 3), nn.Linear(COMPARED, 1), nn.Linear(2 * COMPARED, 1)

    def forward(self, photos: Any, sides: Any) -> tuple[Any, Any]:
        """Whether each side is in its photo, and where.

        Args:
            photos: tokens (n, PHOTO_CELLS², TOKEN) of squares.
            sides: tokens (n, SIDE_CELLS, TOKEN).

        Returns:
            A logit (n,), and of each cell of the side (n, SIDE_CELLS, 3): x, y in fractions of the photo's square, and
            the logit of being seen there.
        """
        y = self.npn(self.ip(photos) + self.pp)
        x = self.it(sides) + self.pt
        for block in self.blocks:
            x = block(x, y)
        x = self.n(x)
        counts = torch.softmax(self.w(x).float(), 1)
        pooled = torch.cat([(counts * x).sum(1), x.mean(1)], 1)
        return self.out(pooled)[:, 0], self.where(x)


class Comparer(nn.Module):
    """The whole network: `embed` makes tokens, once for each picture; `compare` compares them, once for each pair.

    Args:
        start: see `Embed`.
    """

    def __init__(self, start: Mapping[str, NDArray[np.float32]] | None = None) -> None:
        super().__init__()
        self.embed, self.compare = Embed(start), Compare()

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Every weight by its name."""
        return arrays(self.state_dict())

    def take(self, path: Path) -> None:
        """Take the weights of a file, and pass over what has another name.

        Raises:
            DataError: it cannot be read, or lacks a weight, or one has another shape.
        """
        own = self.state_dict()
        try:
            with np.load(path) as file:
                found = {name: torch.tensor(file[name]) for name in own}
        except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
            raise DataError(f"{path} holds no weights of this network ({error}): make them anew.") from error
        wrong = [name for name in own if own[name].shape != found[name].shape]
        if wrong:
            raise DataError(f"{path} is of a network of other sizes ({wrong[0]}): make its weights anew.")
        self.load_state_dict(found)


def arrays(tensors: Mapping[str, Any]) -> dict[str, NDArray[np.float32]]:
    """Weights as NumPy has them, by name."""
    return {name: value.detach().float().cpu().numpy() for name, value in tensors.items()}
