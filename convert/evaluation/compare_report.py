"""What was measured of several networks: a table and a chart. Measuring is in `compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

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


def chart(results: Sequence[Measured], path: Path) -> None:
    """Accuracy against latency, a blob for each file as large as it has parameters; colours that colour-blind people
    tell apart, and filled or hollow, dashed or not, for print in grey."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5.4), dpi=100, layout="constrained")
    styles = {"MobileNetV1 0.75": ("#D55E00", "--"), "MobileNetV2 1.0": ("#0072B2", "-"), TRAINED: ("#000000", "")}

    def blob(r: Measured) -> None:
        colour = styles[r.family][0]
        face = colour if r.precision == "int8" else "white"
        area = r.parameters / 1e6 * 110
        axes.scatter(r.p50_ms, 100 * r.top1, s=area, facecolor=face, edgecolor=colour, linewidth=1.6, zorder=3)

    for family, (colour, line) in styles.items():
        for precision in PRECISIONS:
            mine = sorted(_of(results, family, precision), key=lambda r: r.size)
            for r in mine:
                blob(r)
                place = (r.p50_ms, 100 * r.top1)
                if family == TRAINED:
                    text = f"{r.name}\n{r.size} px, {r.precision}"
                    axes.annotate(text, place, (12, 0), textcoords="offset points", va="center", weight="bold")
                else:
                    ink = "white" if precision == "int8" else colour
                    axes.annotate(str(r.size), place, ha="center", va="center", fontsize=6.5, color=ink, zorder=4)
            if mine and family != TRAINED:
                axes.plot([r.p50_ms for r in mine], [100 * r.top1 for r in mine], line, color=colour, zorder=2)
                # The better one's name above, the other's below, so that they do not run into one another.
                best = max(r.top1 for r in mine)
                above = all(
                    best >= r.top1 for other in styles if other != TRAINED for r in _of(results, other, precision)
                )
                end = mine[-1] if above else mine[0]
                side = {"ha": "right", "va": "bottom"} if above else {"ha": "left", "va": "top"}
                offset = (10, 11) if above else (-10, -11)
                place = (end.p50_ms, 100 * end.top1)
                axes.annotate(f"{family}, {precision}", place, offset, textcoords="offset points", color=colour, **side)
    sizes = sorted(r.parameters / 1e6 for r in results)
    axes.set_xlabel("median time of one look, one thread, ms")
    axes.set_ylabel("best value right, % of photos")
    axes.set_xlim(left=0, right=1.3 * max(r.p50_ms for r in results))
    axes.margins(y=0.15)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(
        f"{results[0].photos} photos, only the photo's currency on. A blob's area is its number of parameters\n"
        f"({sizes[0]:.1f} to {sizes[-1]:.1f} million), the number in it its pixels a side; filled: int8, hollow: float",
        fontsize=9,
        loc="left",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    pyplot.close(figure)
