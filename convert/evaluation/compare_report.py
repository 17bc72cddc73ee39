"""What was measured of several networks: a table and a chart. Measuring is in `compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from convert.evaluation.drawing import BLACK, GREY, WHITE, Drawing, Point, ticks

PRECISIONS = ("float", "int8")
TRAINED = "trained further"


@dataclass(frozen=True, slots=True)
class Network:
    """One network to compare: `generation` 1 or 2 of MobileNet, at pictures of `size` pixels."""

    generation: int
    size: int

    @property
    def family(self) -> str:
        """Its name without the size."""
        return "MobileNetV1 0.75" if self.generation == 1 else "MobileNetV2 1.0"

    @property
    def stem(self) -> str:
        """What its files are called."""
        return f"v{self.generation}_{self.size}"


NETWORKS = tuple(Network(generation, size) for generation in (1, 2) for size in (160, 192, 224))


@dataclass(slots=True)
class Measured:
    """What was measured of one model file.

    Attributes:
        name: of the file among the results.
        family: which network it is, or `TRAINED`.
        size: side of its pictures, pixels.
        precision: "float" or "int8".
        parameters: weights and biases.
        size_bytes: of the file.
        photos, right: photos evaluated, and those whose best value was theirs.
        by_currency: the same two for each currency.
        p50_ms, p99_ms: of one look on one thread.
    """

    name: str
    family: str
    size: int
    precision: str
    parameters: int
    size_bytes: int
    photos: int = 0
    right: int = 0
    by_currency: dict[str, list[int]] = field(default_factory=dict)
    p50_ms: float = 0.0
    p99_ms: float = 0.0

    @property
    def top1(self) -> float:
        """Fraction, 0 to 1, of photos whose best value was theirs."""
        return self.right / max(1, self.photos)


def interval(right: int, photos: int) -> tuple[float, float]:
    """Where a fraction of `photos`, at least one, lies with 95 % certainty (Wilson's score interval), 0 to 1."""
    z, fraction = 1.96, right / photos
    middle = (fraction + z * z / (2 * photos)) / (1 + z * z / photos)
    half = z * np.sqrt(fraction * (1 - fraction) / photos + z * z / (4 * photos**2)) / (1 + z * z / photos)
    return float(middle - half), float(middle + half)


def table(results: Sequence[Measured]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| network | pixels | numbers | parameters | file | top-1 (95 % interval) | p50 | p99 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for r in results:
        low, high = interval(r.right, r.photos)
        name = r.name if r.family == TRAINED else r.family
        lines.append(
            f"| {name} | {r.size} | {r.precision} | {r.parameters / 1e6:.2f} M | "
            f"{r.size_bytes / 1e6:.2f} MB | {100 * r.top1:.1f} % ({100 * low:.1f} to {100 * high:.1f}) | "
            f"{r.p50_ms:.1f} ms | {r.p99_ms:.1f} ms |"
        )
    return "\n".join(lines) + "\n"


def _of(results: Sequence[Measured], family: str, precision: str) -> list[Measured]:
    return [r for r in results if r.family == family and r.precision == precision]


# Colours that colour-blind people tell apart; dashed or not for print in grey.
_STYLES = {"MobileNetV1 0.75": ("#d55e00", True), "MobileNetV2 1.0": ("#0072b2", False), TRAINED: (BLACK, False)}
_WIDTH, _HEIGHT = 800, 540
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 52, 48


class _Axes:
    """Where times, ms, and fractions right, %, lie on the sheet."""

    def __init__(self, results: Sequence[Measured]) -> None:
        right = [100 * r.top1 for r in results]
        room = 0.15 * (max(right) - min(right)) or 1.0
        self.most_ms = 1.3 * max(r.p50_ms for r in results)
        self.low, self.high = min(right) - room, max(right) + room

    def at(self, ms: float, percent: float) -> Point:
        """Where a point lies."""
        x = _LEFT + ms / self.most_ms * (_WIDTH - _LEFT - _RIGHT)
        y = _TOP + (self.high - percent) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)
        return x, y

    def of(self, result: Measured) -> Point:
        """Where a result lies."""
        return self.at(result.p50_ms, 100 * result.top1)

    def draw(self, drawing: Drawing) -> None:
        """The grid, its numbers and what they are."""
        bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        for ms in ticks(0, self.most_ms):
            x, _ = self.at(ms, self.low)
            drawing.line([(x, _TOP), (x, bottom)], GREY)
            drawing.text((x, bottom + 16), f"{ms:g}", 11, anchor="middle")
        for percent in ticks(self.low, self.high):
            _, y = self.at(0, percent)
            drawing.line([(_LEFT, y), (right, y)], GREY)
            drawing.text((_LEFT - 6, y + 4), f"{percent:g}", 11, anchor="end")
        drawing.line([(_LEFT, _TOP), (_LEFT, bottom), (right, bottom)], BLACK)
        middle = (_LEFT + right) / 2
        drawing.text((middle, _HEIGHT - 10), "median time of one look, one thread, ms", anchor="middle")
        drawing.text((16, (_TOP + bottom) / 2), "best value right, % of photos", anchor="middle", upwards=True)


def _blob(drawing: Drawing, axes: _Axes, r: Measured) -> None:
    x, y = axes.of(r)
    colour, _ = _STYLES[r.family]
    filled = r.precision == "int8"
    radius = 8.2 * float(np.sqrt(r.parameters / 1e6))
    drawing.circle((x, y), radius, colour if filled else WHITE, colour, 1.6)
    if r.family == TRAINED:
        drawing.text((x + radius + 6, y - 2), f"{r.name}\n{r.size} px, {r.precision}", bold=True)
    else:
        drawing.text((x, y + 3), str(r.size), 9, WHITE if filled else colour, "middle")


def _family(drawing: Drawing, axes: _Axes, results: Sequence[Measured], family: str, precision: str) -> None:
    mine = sorted(_of(results, family, precision), key=lambda r: r.size)
    colour, dashed = _STYLES[family]
    if mine and family != TRAINED:
        drawing.line([axes.of(r) for r in mine], colour, 1.5, dashed=dashed)
        # The better one's name above, the other's below, so that they do not run into one another.
        best = max(r.top1 for r in mine)
        others = (r for other in _STYLES if other != TRAINED for r in _of(results, other, precision))
        above = all(best >= r.top1 for r in others)
        x, y = axes.of(mine[-1] if above else mine[0])
        place = (x + 14, y - 22) if above else (x - 14, y + 30)
        drawing.text(place, f"{family}, {precision}", colour=colour, anchor="end" if above else "start")
    for r in mine:
        _blob(drawing, axes, r)


def chart(results: Sequence[Measured], path: Path) -> None:
    """Accuracy against latency, a blob for each file as large as it has parameters, filled or hollow."""
    drawing = Drawing(_WIDTH, _HEIGHT)
    sizes = sorted(r.parameters / 1e6 for r in results)
    drawing.text(
        (_LEFT, 18),
        f"{results[0].photos} photos, only the photo's currency on. A blob's area is its number of parameters\n"
        f"({sizes[0]:.1f} to {sizes[-1]:.1f} million), the number in it its pixels a side; filled: int8, hollow: float",
    )
    axes = _Axes(results)
    axes.draw(drawing)
    for family in _STYLES:
        for precision in PRECISIONS:
            _family(drawing, axes, results, family, precision)
    drawing.write(path)
