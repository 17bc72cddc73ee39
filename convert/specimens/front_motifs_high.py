"""The motifs of the specimen notes: what is pictured on the fronts of 10 and more.

Each is a function that draws with the pen it is given, in the pen's own frame of about -1 to 1 in both directions.
Where a motif stands on the note, and in which inks, is not decided here but in `notes`.
"""

from __future__ import annotations

import math

import numpy as np

from convert.specimens.engraving import (
    Pen,
    Points,
    arc,
    bezier,
    ellipse,
    joined,
    moved,
    polyline,
    rotated,
    star,
)
from convert.specimens.front_motifs import sea


def tree(pen: Pen) -> None:
    """A tree on a hill, the sun behind its crown."""
    hill = joined(bezier((-1.2, 0.82), (-0.5, 0.6), (0.4, 0.62), (1.2, 0.8)), polyline((1.2, 1.2), (-1.2, 1.2)))
    pen.fill(ellipse(0.0, -0.22, 0.78, 0.72), "white", 0.55)
    pen.lines(
        [rotated(polyline((0.8, 0), (1.5, 0)), d) + np.array([0.0, -0.22]) for d in range(0, 360, 5)], 0.012, "mid", 0.7
    )
    pen.fill(hill, "mid")
    pen.hatch(hill, -8, 0.045, "ink", 0.014)
    trunk = joined(
        bezier((-0.3, 0.84), (-0.1, 0.7), (-0.1, 0.4), (-0.09, 0.14)),
        polyline((0.09, 0.14)),
        bezier((0.09, 0.14), (0.1, 0.4), (0.1, 0.7), (0.32, 0.84)),
    )
    limbs: list[tuple[Points, float]] = []
    leaves: list[tuple[float, float]] = []

    def grow(x: float, y: float, degrees: float, length: float, depth: int) -> None:
        end_x = x + length * math.cos(math.radians(degrees))
        end_y = y + length * math.sin(math.radians(degrees))
        limbs.append((polyline((x, y), (end_x, end_y)), 0.011 * 1.55**depth))
        if depth == 0:
            leaves.append((end_x, end_y))
            return
        bend = 5.0 if depth % 2 else -6.0
        for turn, shrink in ((-33.0 + bend, 0.78), (1.0 - bend, 0.7), (31.0 + bend, 0.78)):
            grow(end_x, end_y, degrees + turn, length * shrink, depth - 1)

    for start, length in ((-90.0, 0.27), (-134.0, 0.23), (-46.0, 0.23)):
        grow(0.0, 0.16, start, length, 4)
    for x, y in leaves:
        pen.fill(ellipse(x, y, 0.062, 0.05), "soft", 0.85)
    for limb, width in limbs:
        pen.line(limb, width, "dark")
    for k, (x, y) in enumerate(leaves):
        tone = ("accent", "ink", "mid")[k % 3]
        leaf = joined(bezier((-0.045, 0), (0, -0.035), (0.045, 0)), bezier((0.045, 0), (0, 0.035), (-0.045, 0)))
        pen.fill(moved(rotated(leaf, 47.0 * k), x, y), tone)
    pen.outlined(trunk, "ink", width=0.02)
    pen.lines(
        [bezier((x, 0.18), (x * 1.1, 0.5), (x * 2.0, 0.8)) for x in (-0.06, -0.03, 0.0, 0.03, 0.06)], 0.012, "dark"
    )


def _peak(pen: Pen, x: float, top: float, half: float, base: float) -> None:
    left = polyline(
        (x, top),
        (x - half * 0.28, top + (base - top) * 0.34),
        (x - half * 0.42, top + (base - top) * 0.38),
        (x - half, base),
        (x + half * 0.2, base),
        (x + half * 0.02, top + (base - top) * 0.6),
        (x + half * 0.14, top + (base - top) * 0.35),
    )
    right = polyline(
        (x, top),
        (x + half * 0.14, top + (base - top) * 0.35),
        (x + half * 0.02, top + (base - top) * 0.6),
        (x + half * 0.2, base),
        (x + half, base),
        (x + half * 0.55, top + (base - top) * 0.5),
        (x + half * 0.4, top + (base - top) * 0.44),
    )
    pen.outlined(left, "light")
    pen.outlined(right, "ink")
    pen.hatch(left, 58, 0.06, "ink", 0.014)
    pen.hatch(right, -58, 0.03, "dark", 0.012)
    depth = (base - top) * 0.3
    snow = polyline(
        (x, top),
        (x + half * 0.27, top + depth),
        (x + half * 0.16, top + depth * 0.85),
        (x + half * 0.09, top + depth * 1.35),
        (x, top + depth * 0.9),
        (x - half * 0.1, top + depth * 1.3),
        (x - half * 0.17, top + depth * 0.9),
        (x - half * 0.26, top + depth * 1.02),
    )
    pen.outlined(snow, "white")


def mountain(pen: Pen) -> None:
    """Snowy peaks above a lake."""
    pen.lines(
        [rotated(polyline((0.36, 0), (2.0, 0)), d) + np.array([0.4, -0.5]) for d in range(0, 360, 8)], 0.012, "mid", 0.7
    )
    pen.outlined(ellipse(0.4, -0.5, 0.27, 0.27), "white", "mid")
    pen.lines([ellipse(0.4, -0.5, r, r) for r in (0.09, 0.15, 0.21)], 0.012, "soft")
    far = polyline(
        (-1.2, 0.4),
        (-0.95, 0.02),
        (-0.78, 0.16),
        (-0.5, -0.2),
        (0.1, 0.2),
        (0.42, -0.14),
        (0.62, 0.06),
        (0.85, -0.1),
        (1.2, 0.4),
    )
    pen.fill(far, "soft")
    pen.hatch(far, 35, 0.05, "mid", 0.012)

    _peak(pen, -0.62, -0.34, 0.55, 0.48)
    _peak(pen, 0.62, -0.14, 0.52, 0.48)
    _peak(pen, -0.06, -0.86, 0.72, 0.48)
    lake = polyline((-1.2, 0.48), (1.2, 0.48), (1.2, 1.2), (-1.2, 1.2))
    pen.fill(lake, "light")
    for k, y in enumerate(np.arange(0.5, 1.05, 0.042)):
        half = 0.95 - 0.6 * (y - 0.48) + 0.1 * math.sin(2.4 * k)
        pen.line(polyline((-half - 0.1, y), (half - 0.2, y)), 0.016, "mid" if k % 2 else "ink")
    for x, height in ((-0.9, 0.5), (-0.7, 0.38), (-0.52, 0.28), (0.5, 0.26), (0.68, 0.42), (0.87, 0.54)):
        foot = 0.6 + 0.18 * height
        pen.line(polyline((x, foot - 0.06), (x, foot + 0.02)), 0.035, "dark")
        for k in range(4):
            top = foot - 0.05 - height * (0.25 + 0.25 * k)
            spread = height * (0.25 - 0.045 * k)
            pen.fill(polyline((x, top), (x + spread, top + height * 0.36), (x - spread, top + height * 0.36)), "dark")
            pen.line(polyline((x, top), (x - spread, top + height * 0.36)), 0.012, "soft")


def bridge(pen: Pen) -> None:
    """A suspension bridge with a sailing boat."""
    pen.fill(ellipse(0.0, 0.3, 0.62, 0.62), "white", 0.8)
    pen.lines([arc(0.0, 0.3, r, r, 180, 360, 80) for r in np.arange(0.1, 1.6, 0.075)], 0.01, "mid", 0.7)
    far = joined(
        bezier((-1.2, 0.34), (-0.8, 0.12), (-0.5, 0.34), (-0.1, 0.28)),
        bezier((-0.1, 0.28), (0.4, 0.14), (0.8, 0.1), (1.2, 0.34)),
        polyline((1.2, 0.42), (-1.2, 0.42)),
    )
    pen.fill(far, "soft")
    pen.hatch(far, 60, 0.04, "mid", 0.012)
    sea(pen, 0.42, 0.012)
    deck_y = 0.22
    towers = (-0.5, 0.5)

    def cable(x: float) -> float:
        if abs(x) <= 0.5:
            return 0.1 - 0.82 * (abs(x) / 0.5) ** 2
        return -0.72 + 0.9 * ((abs(x) - 0.5) / 0.62) ** 0.85

    span = np.linspace(-1.12, 1.12, 261)
    for x in np.linspace(-1.05, 1.05, 43):
        pen.line(polyline((x, cable(x)), (x, deck_y)), 0.011, "dark")
    for x in towers:
        pier = polyline((x - 0.15, 0.6), (x - 0.12, 0.34), (x + 0.12, 0.34), (x + 0.15, 0.6))
        pen.outlined(pier, "ink")
        pen.hatch(pier, 0, 0.04, "light", 0.01)
        for side in (-1, 1):
            leg = polyline(
                (x + side * 0.1 - 0.035, 0.36),
                (x + side * 0.1 + 0.035, 0.36),
                (x + side * 0.075 + 0.03, -0.78),
                (x + side * 0.075 - 0.03, -0.78),
            )
            pen.outlined(leg, "accent", width=0.018)
        for y in (-0.74, -0.42, -0.1):
            pen.outlined(
                polyline((x - 0.11, y), (x + 0.11, y), (x + 0.11, y + 0.07), (x - 0.11, y + 0.07)),
                "accent",
                width=0.018,
            )
        pen.lines([polyline((x - 0.07, y + 0.08), (x + 0.07, y + 0.31)) for y in (-0.74, -0.42)], 0.016, "dark")
        pen.lines([polyline((x + 0.07, y + 0.08), (x - 0.07, y + 0.31)) for y in (-0.74, -0.42)], 0.016, "dark")
    pen.line(np.stack([span, [cable(x) for x in span]], axis=1), 0.036, "dark")
    deck = polyline((-1.2, deck_y), (1.2, deck_y), (1.2, deck_y + 0.07), (-1.2, deck_y + 0.07))
    pen.outlined(deck, "ink")
    zigzag = np.linspace(-1.2, 1.2, 61)
    pen.line(np.stack([zigzag, deck_y + 0.035 + 0.025 * (-1.0) ** np.arange(61)], axis=1), 0.012, "pale")
    boat = joined(
        polyline((-0.14, 0.66), (0.16, 0.66)), bezier((0.16, 0.66), (0.12, 0.74), (-0.08, 0.75), (-0.14, 0.66))
    )
    pen.fill(polyline((0.0, 0.36), (0.0, 0.63), (0.16, 0.63)), "white")
    pen.fill(polyline((-0.02, 0.4), (-0.02, 0.63), (-0.12, 0.63)), "white")
    pen.line(polyline((-0.01, 0.34), (-0.01, 0.66)), 0.014, "dark")
    pen.fill(boat, "dark")


def telescope(pen: Pen) -> None:
    """A telescope under the stars."""
    pen.fill(ellipse(0, 0, 1.5, 1.5), "ink")
    pen.lines([arc(0.5, -0.55, r, r, 0, 360, 120) for r in np.arange(0.2, 2.2, 0.07)], 0.01, "mid", 0.8)
    for x, y, r in (
        (-0.62, -0.62, 0.13),
        (-0.3, -0.84, 0.07),
        (-0.86, -0.2, 0.08),
        (0.86, 0.1, 0.1),
        (0.02, -0.72, 0.05),
        (0.74, 0.36, 0.05),
        (-0.55, -0.28, 0.05),
        (-0.8, 0.2, 0.05),
        (-0.42, -0.5, 0.04),
        (0.15, -0.9, 0.06),
        (0.92, -0.22, 0.05),
    ):
        pen.fill(star(x, y, r), "white")
    ground = joined(bezier((-1.2, 0.86), (-0.4, 0.7), (0.4, 0.72), (1.2, 0.88)), polyline((1.2, 1.3), (-1.2, 1.3)))
    pen.fill(ground, "dark")
    pen.lines(
        [bezier((-1.2, 0.9 + d), (-0.4, 0.74 + d), (0.4, 0.76 + d), (1.2, 0.92 + d)) for d in np.arange(0, 0.3, 0.05)],
        0.014,
        "mid",
    )
    hub = (-0.06, 0.16)
    for foot in ((-0.58, 0.9), (0.06, 0.94), (0.5, 0.88)):
        leg = polyline(
            (hub[0] - 0.045, hub[1]), (hub[0] + 0.045, hub[1]), (foot[0] + 0.025, foot[1]), (foot[0] - 0.025, foot[1])
        )
        pen.outlined(leg, "light", width=0.018)
    pen.line(polyline((-0.31, 0.54), (0.0, 0.58), (0.23, 0.54)), 0.025, "light")

    def tube(start: float, end: float, near: float, far: float, tone: str) -> None:
        outline = polyline((start, -near), (end, -far), (end, far), (start, near))
        pen.outlined(moved(rotated(outline, -40), *hub), tone, width=0.02)
        shade = polyline((start, near * 0.25), (end, far * 0.25), (end, far), (start, near))
        pen.hatch(moved(rotated(shade, -40), *hub), -40, 0.032, "ink", 0.012)

    tube(-0.74, -0.62, 0.075, 0.075, "accent")
    tube(-0.62, -0.42, 0.05, 0.05, "light")
    tube(-0.42, -0.05, 0.085, 0.1, "pale")
    tube(-0.05, 0.62, 0.1, 0.135, "paper")
    tube(0.62, 0.86, 0.165, 0.175, "light")
    tube(-0.08, -0.01, 0.125, 0.125, "accent")
    tube(0.58, 0.64, 0.18, 0.18, "accent")
    finder = polyline((-0.3, -0.2), (0.1, -0.215), (0.1, -0.155), (-0.3, -0.15))
    pen.outlined(moved(rotated(finder, -40), *hub), "light", width=0.016)
    pen.outlined(ellipse(*hub, 0.1, 0.1), "accent", width=0.022)
    pen.fill(ellipse(*hub, 0.045, 0.045), "paper")
