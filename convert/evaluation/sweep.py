"""When to speak: the smoothing's parameters tried over a grid, on the same clips; table, page and plot of it."""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from tqdm import tqdm

from app.feedback.smoothing import SmoothingParameters
from convert.evaluation.drawing import BLACK, Drawing
from convert.evaluation.spoken import BARS, Seen, evaluate_clips, number

# What a sweep tries; all that is not named keeps the app's own value.
GRID: Mapping[str, tuple[float, ...]] = {
    "window_s": (0.8, 0.9, 1.2, 1.5),
    "min_evidence_s": (0.4, 0.5, 0.6, 0.7),
    # With 1 next to nothing is named steadily.
    "steady_lead": (0.6, 0.75, 1.0),
    "min_margin": (0.15, 0.3),
    # Below the 0.9 s of blank between the pictures of a folder.
    "gone_after_s": (0.6, 0.75),
    "hidden_after_s": (1.2, 2.0),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One choice of parameters, by name, and its figures."""

    choice: dict[str, float]
    figures: dict[str, float]

    @property
    def passes(self) -> bool:
        """Does it meet every bar that could be measured?"""
        return all(not value > BARS[name] for name, value in self.figures.items())


def sweep(
    seen: Sequence[Seen],
    grid: Mapping[str, tuple[float, ...]] | None = None,
    with_print: Collection[str] = (),
    alone: Collection[str] = (),
) -> list[Tried]:
    """Evaluate every combination of the grid (GRID unless given) that makes sense."""
    grid = GRID if grid is None else grid
    choices = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    tried = []
    for choice in tqdm(choices, desc="sweeping", unit="choice", leave=False):
        try:
            parameters = replace(SmoothingParameters(), **choice)
        except ValueError:  # more evidence than fits into the window
            continue
        tried.append(Tried(choice, evaluate_clips(seen, parameters, with_print, alone).figures()))
    return tried


def choose(tried: Sequence[Tried]) -> Tried:
    """The one to use: of those that pass, else of all, the fewest wrong, false, missed, repeated, then the fastest.

    A figure that could not be measured counts as 0.
    """

    def rank(one: Tried) -> tuple[float, ...]:
        names = ("wrong", "false", "missed", "repeated", "median_s", "p95_s")
        return (not one.passes, *(0.0 if math.isnan(one.figures[name]) else one.figures[name] for name in names))

    return min(tried, key=rank)


def write_sweep(tried: Sequence[Tried], folder: Path, command: str) -> None:
    """Write the table (CSV), the best of it with how it came to be (Markdown) and a plot (SVG) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [*tried[0].choice, *tried[0].figures]
    with (folder / "replay-sweep.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for one in tried:
            writer.writerow([number(value) for value in (*one.choice.values(), *one.figures.values())])
    best = choose(tried)
    plot(tried, best).write(folder / "replay-sweep.svg")
    (folder / "replay-sweep.md").write_text(_page(tried, best, command), encoding="utf-8")


def _page(tried: Sequence[Tried], best: Tried, command: str) -> str:
    names = [*best.choice, *best.figures]
    passing = sum(one.passes for one in tried)
    lines = [
        "# When to speak: the sweep",
        "",
        f"{len(tried)} choices of the smoothing's parameters on the same clips; {passing} of them meet every bar.",
        "Wrong, missed and repeated are counted per 100 presentations, false announcements per minute of video without",
        "a note. Delays are in seconds from the first good frame. All of it stands in `replay-sweep.csv`. Made with",
        "",
        f"    {command}",
        "",
        "![Wrong and missed announcements against the median delay](replay-sweep.svg)",
        "",
        "The choice, what the app used when this was written, and the bars:",
        "",
        "| | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
        "| chosen | " + " | ".join(number(v) for v in (*best.choice.values(), *best.figures.values())) + " |",
    ]
    now = {f.name: getattr(SmoothingParameters(), f.name) for f in fields(SmoothingParameters)}
    current = next((one for one in tried if all(now[name] == value for name, value in one.choice.items())), None)
    if current is not None:
        cells = (*current.choice.values(), *current.figures.values())
        lines.append("| now | " + " | ".join(number(v) for v in cells) + " |")
    bars = ["" for _ in best.choice] + [f"at most {number(BARS[name])}" for name in best.figures]
    lines += ["| bar | " + " | ".join(bars) + " |", ""]
    return "\n".join(lines)


def plot(tried: Sequence[Tried], best: Tried) -> Drawing:
    """Two scatter plots over the median delay, wrong above and missed below; the chosen one is ringed."""
    width, height, margin = 640, 260, 48
    drawing = Drawing(width, 2 * height)
    delays = [one.figures["median_s"] for one in tried if not math.isnan(one.figures["median_s"])]
    most_s = max([*delays, BARS["median_s"]]) * 1.05
    for panel, name in enumerate(("wrong", "missed")):
        values = [one.figures[name] for one in tried if not math.isnan(one.figures[name])]
        most = max([*values, BARS[name]]) * 1.1
        bottom = panel * height + height - margin

        def at(delay_s: float, value: float, *, bottom: int = bottom, most: float = most) -> tuple[float, float]:
            return margin + delay_s / most_s * (width - 2 * margin), bottom - value / most * (height - 2 * margin)

        (x0, y0), (x1, y1) = at(0, 0), at(most_s, most)
        bar_x, bar_y = at(BARS["median_s"], BARS[name])
        drawing.line([(x0, y1), (x0, y0), (x1, y0)], BLACK)
        drawing.rectangle((x0, bar_y), (bar_x - x0, y0 - bar_y), "#22aa77", opacity=0.15)
        drawing.text((x0, y1 - 8), f"{name} per 100 presentations (0 to {most:.1f})")
        within = f"median delay (0 to {most_s:.2f} s); green: within the bars"
        drawing.text((x1, y0 + 18), within, anchor="end")
        for one in tried:
            if math.isnan(one.figures["median_s"]) or math.isnan(one.figures[name]):
                continue
            place = at(one.figures["median_s"], one.figures[name])
            drawing.circle(place, 3, "#006633" if one.passes else "#cc3333", opacity=0.5)
            if one is best:
                drawing.circle(place, 8, None, BLACK, 2)
    return drawing
