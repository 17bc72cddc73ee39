"""The motifs of the specimen notes: what is pictured on the front and on the back of each value.

Each is a function that draws with the pen it is given, in the pen's own frame of about -1 to 1 in both directions.
Where a motif stands on the note, and in which inks, is not decided here but in convert/specimens/notes.py.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from convert.specimens.engraving import (
    Pen,
    Points,
    arc,
    bezier,
    ellipse,
    hypotrochoid,
    joined,
    mirrored,
    moved,
    polyline,
    rotated,
    star,
    superellipse,
)

# --- motifs of the fronts -------------------------------------------------------------------------------------------


def _sea(pen: Pen, top: float, swell: float = 0.03, tone: str = "ink") -> None:
    x = np.linspace(-1.2, 1.2, 160)
    pen.fill(joined(np.stack([x, top + swell * np.sin(9 * x)], axis=1), polyline((1.2, 1.2), (-1.2, 1.2))), "soft")
    for row, y in enumerate(np.arange(top, 1.1, 0.065)):
        wave = swell * (1 + 0.25 * row) * np.sin((9 - 0.35 * row) * x + 1.3 * row)
        pen.line(np.stack([x, y + wave], axis=1), 0.016 + 0.003 * row, tone)


def lighthouse(pen: Pen) -> None:
    """A lighthouse on its rock, beams in the night."""
    lamp = (0.0, -0.585)
    for degrees in (-24.0, -4.0, 16.0, 156.0, 176.0, 196.0):
        beam = rotated(polyline((0, 0), (2.4, -0.13), (2.4, 0.13)), degrees)
        pen.fill(moved(beam, *lamp), "white", 0.75)
    pen.lines([arc(*lamp, r, r, 0, 360, 90) for r in np.arange(0.3, 1.7, 0.1)], 0.008, "mid", 0.7)
    _sea(pen, 0.52)
    rock = polyline(
        (-0.78, 0.78),
        (-0.62, 0.62),
        (-0.48, 0.6),
        (-0.36, 0.47),
        (-0.16, 0.43),
        (0.2, 0.43),
        (0.34, 0.5),
        (0.5, 0.53),
        (0.6, 0.66),
        (0.82, 0.72),
        (0.9, 0.82),
        (0.4, 0.9),
        (-0.4, 0.9),
    )
    pen.fill(rock, "ink")
    pen.hatch(rock, 62, 0.035, "light", 0.009)
    pen.line(rock, 0.022, "dark")

    def half_width(y: float) -> float:
        return 0.125 + 0.085 * (y + 0.4) / 0.85

    edges = np.linspace(-0.4, 0.45, 8)
    for k, (top, bottom) in enumerate(pairwise(edges)):
        a, b = half_width(top), half_width(bottom)
        band = polyline((-a, top), (a, top), (b, bottom), (-b, bottom))
        pen.outlined(band, "dark" if k % 2 else "paper", width=0.016)
    shade = polyline((0.03, -0.4), (0.125, -0.4), (0.21, 0.45), (0.06, 0.45))
    pen.hatch(shade, 0, 0.03, "ink", 0.01)
    pen.outlined(polyline((-0.2, -0.46), (0.2, -0.46), (0.17, -0.39), (-0.17, -0.39)), "ink")
    pen.lines([polyline((x, -0.56), (x, -0.46)) for x in np.linspace(-0.19, 0.19, 9)], 0.012, "dark")
    pen.line(polyline((-0.2, -0.56), (0.2, -0.56)), 0.016, "dark")
    pen.outlined(polyline((-0.1, -0.7), (0.1, -0.7), (0.1, -0.46), (-0.1, -0.46)), "white")
    pen.lines([polyline((x, -0.7), (x, -0.46)) for x in (-0.04, 0.04)], 0.012, "dark")
    pen.fill(ellipse(*lamp, 0.045, 0.06), "accent")
    pen.fill(joined(arc(0, -0.7, 0.135, 0.15, 180, 360)), "dark")
    pen.line(polyline((0, -0.84), (0, -0.95)), 0.022, "dark")
    for x, y in ((-0.62, -0.34), (-0.45, -0.2), (0.56, -0.28), (0.72, -0.05)):
        pen.line(
            joined(arc(x - 0.05, y, 0.05, 0.035, 200, 350, 12), arc(x + 0.05, y, 0.05, 0.035, 190, 340, 12)),
            0.016,
            "ink",
        )


def owl(pen: Pen) -> None:
    """An owl on a branch."""
    pen.fill(ellipse(0.0, -0.12, 0.92, 0.92), "pale", 0.9)
    pen.lines([arc(0.0, -0.12, r, r, 0, 360, 90) for r in np.arange(0.62, 0.93, 0.05)], 0.009, "mid", 0.8)
    branch = bezier((-1.1, 0.62), (-0.4, 0.78), (0.3, 0.6), (1.1, 0.74))
    pen.line(branch, 0.11, "dark")
    pen.line(moved(branch, 0, -0.02), 0.03, "mid")
    leaf = joined(
        bezier((0, 0), (0.12, -0.16), (0.36, -0.1), (0.42, 0.02)),
        bezier((0.42, 0.02), (0.3, 0.12), (0.1, 0.12), (0, 0)),
    )
    for x, y, degrees in ((-0.78, 0.68, -150.0), (-0.68, 0.74, 70.0), (0.7, 0.7, -55.0), (0.82, 0.74, 60.0)):
        turned = moved(rotated(leaf, degrees), x, y, 0.75)
        pen.outlined(turned, "mid")
        pen.line(polyline(tuple(turned[0]), tuple(turned[31])), 0.012, "dark")
    tail = polyline((-0.16, 0.5), (0.16, 0.5), (0.1, 0.98), (-0.1, 0.98))
    pen.outlined(tail, "ink")
    pen.lines([polyline((x, 0.6), (x * 0.7, 0.97)) for x in (-0.08, 0.0, 0.08)], 0.012, "pale")
    body = superellipse(0.0, 0.16, 0.47, 0.52, 2.3)
    pen.outlined(body, "pale")
    for row in range(7):
        y = -0.04 + row * 0.095
        count = 5 + (row % 2)
        for k in range(count):
            x = (k - (count - 1) / 2) * 0.125
            if abs(x) < 0.36 * math.sqrt(max(0.0, 1 - ((y - 0.12) / 0.58) ** 2)):
                pen.fill(joined(arc(x, y, 0.062, 0.08, 0, 180, 20)), "light")
                pen.line(arc(x, y, 0.062, 0.08, 0, 180, 20), 0.013, "ink")
    wing = joined(
        bezier((0.24, -0.22), (0.6, -0.16), (0.66, 0.3), (0.34, 0.76)),
        bezier((0.34, 0.76), (0.2, 0.5), (0.32, 0.2), (0.24, -0.22)),
    )
    for side in (wing, mirrored(wing)):
        pen.outlined(side, "ink", width=0.024)
        for k in range(6):
            feather = bezier(
                (0.3, -0.08 + 0.1 * k),
                (0.42, 0.02 + 0.1 * k),
                (0.47, 0.16 + 0.1 * k - 0.02 * k),
                (0.5 - 0.028 * k, 0.1 + 0.11 * k),
            )
            pen.line(feather if side is wing else mirrored(feather), 0.018, "light")
    for x in (-0.15, 0.15):
        for toe in (-0.06, 0.0, 0.06):
            pen.outlined(ellipse(x + toe, 0.665, 0.03, 0.06), "accent", width=0.014)
    head = joined(
        bezier((-0.46, -0.8), (-0.3, -0.62), (0.3, -0.62), (0.46, -0.8)),
        bezier((0.46, -0.8), (0.56, -0.3), (0.42, -0.04), (0.0, -0.02)),
        bezier((0.0, -0.02), (-0.42, -0.04), (-0.56, -0.3), (-0.46, -0.8)),
    )
    pen.outlined(head, "ink", width=0.026)
    pen.lines([bezier((s * 0.06, -0.6), (s * 0.2, -0.62), (s * 0.4, -0.74)) for s in (-1, 1)], 0.02, "light")
    for x in (-0.21, 0.21):
        pen.outlined(ellipse(x, -0.36, 0.235, 0.235), "paper")
        rays = [rotated(polyline((0.13, 0), (0.225, 0)), d) for d in range(0, 360, 12)]
        pen.lines([moved(r, x, -0.36) for r in rays], 0.012, "mid")
        pen.outlined(ellipse(x, -0.36, 0.125, 0.125), "accent")
        pen.fill(ellipse(x, -0.36, 0.075, 0.075), "dark")
        pen.fill(ellipse(x + 0.03, -0.39, 0.026, 0.026), "white")
    pen.outlined(polyline((-0.06, -0.27), (0.06, -0.27), (0.0, -0.1)), "accent")


def ship(pen: Pen) -> None:
    """A three-masted ship under sail."""
    pen.fill(ellipse(-0.42, -0.42, 0.34, 0.34), "white", 0.8)
    pen.lines([ellipse(-0.42, -0.42, r, r) for r in np.arange(0.36, 1.8, 0.09)], 0.008, "mid", 0.6)
    _sea(pen, 0.56, 0.022)

    def sail(x: float, top: float, bottom: float, narrow: float, wide: float) -> None:
        bulge = 0.14
        outline = joined(
            polyline((x - narrow, top), (x + narrow, top)),
            bezier((x + narrow, top), (x + narrow + bulge, (top + bottom) / 2), (x + wide, bottom)),
            bezier((x + wide, bottom), (x + bulge * 0.6, bottom - 0.08), (x - wide, bottom)),
            bezier((x - wide, bottom), (x - wide + bulge * 0.9, (top + bottom) / 2), (x - narrow, top)),
        )
        pen.outlined(outline, "paper", width=0.02)
        shade = joined(
            polyline((x - narrow, top)),
            bezier((x - narrow * 0.3, top), (x, (top + bottom) / 2), (x - wide * 0.3, bottom - 0.03)),
            bezier((x - wide, bottom), (x - wide + bulge * 0.9, (top + bottom) / 2), (x - narrow, top)),
        )
        pen.hatch(shade, 90, 0.028, "mid", 0.01)
        pen.line(polyline((x - narrow - 0.03, top), (x + narrow + 0.03, top)), 0.024, "dark")

    masts = ((-0.46, -0.6), (0.0, -0.84), (0.42, -0.62))
    for x, top in masts:
        pen.line(polyline((x, top - 0.04), (x, 0.42)), 0.032, "dark")
    pen.line(polyline((0.72, 0.3), (1.0, 0.12)), 0.03, "dark")
    rigging = [
        polyline((0.42, -0.62), (1.0, 0.12)),
        polyline((0.0, -0.84), (0.42, -0.62)),
        polyline((-0.46, -0.6), (0.0, -0.84)),
        polyline((-0.46, -0.6), (-0.86, 0.24)),
    ]
    pen.lines(rigging, 0.01, "dark")
    for x, top in masts:
        span = 0.36 - top
        sail(x, top + 0.02, top + span * 0.27, 0.09, 0.13)
        sail(x, top + span * 0.3, top + span * 0.58, 0.13, 0.17)
        sail(x, top + span * 0.61, top + span * 0.93, 0.165, 0.2)
    pen.outlined(joined(polyline((0.5, -0.44), (0.96, 0.14)), bezier((0.96, 0.14), (0.75, 0.12), (0.56, 0.2))), "paper")
    for x, top in masts:
        pen.fill(
            joined(bezier((x, top - 0.1), (x + 0.1, top - 0.15), (x + 0.18, top - 0.06)), polyline((x, top - 0.03))),
            "accent",
        )
        pen.line(polyline((x, top - 0.1), (x, top)), 0.018, "dark")
    hull = joined(
        bezier((-0.88, 0.2), (-0.6, 0.42), (0.2, 0.42), (0.8, 0.26)),
        bezier((0.8, 0.26), (0.7, 0.5), (0.62, 0.62), (0.5, 0.66)),
        bezier((0.5, 0.66), (0.0, 0.7), (-0.4, 0.7), (-0.66, 0.64)),
        bezier((-0.66, 0.64), (-0.78, 0.5), (-0.84, 0.35), (-0.88, 0.2)),
    )
    pen.outlined(hull, "ink", width=0.026)
    for k in range(3):
        pen.line(
            bezier(
                (-0.83 + 0.03 * k, 0.3 + 0.09 * k),
                (-0.5, 0.48 + 0.08 * k),
                (0.2, 0.49 + 0.07 * k),
                (0.74 - 0.04 * k, 0.36 + 0.09 * k),
            ),
            0.016,
            "light",
        )
    for k in range(8):
        pen.fill(ellipse(-0.6 + 0.15 * k, 0.47 + 0.016 * (3.5 - abs(k - 3.5)), 0.022, 0.022), "paper")
    _sea_front = np.linspace(-1.2, 1.2, 120)
    for k in range(4):
        y = 0.68 + 0.085 * k
        pen.line(
            np.stack([_sea_front, y + 0.028 * np.sin(11 * _sea_front + 1.7 * k)], axis=1),
            0.024,
            "pale" if k % 2 else "dark",
        )


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

    def peak(x: float, top: float, half: float, base: float) -> None:
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

    peak(-0.62, -0.34, 0.55, 0.48)
    peak(0.62, -0.14, 0.52, 0.48)
    peak(-0.06, -0.86, 0.72, 0.48)
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
    _sea(pen, 0.42, 0.012)
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


# --- motifs of the backs --------------------------------------------------------------------------------------------


def nautilus(pen: Pen) -> None:
    """A nautilus shell, cut to show its chambers."""
    growth, end = 0.175, 5.5 * math.pi
    reach = 1.22

    def radius(angle: float | Points) -> float | Points:
        return reach * np.exp(growth * (np.asarray(angle) - end))

    def at(angle: float | Points, r: float | Points) -> Points:
        turned = np.asarray(angle) + 0.5 * math.pi + 0.12
        return np.stack([-0.27 + r * np.cos(turned), 0.2 + r * np.sin(turned)], axis=-1)

    last = np.linspace(end - 2 * math.pi, end, 240)
    mouth = bezier(
        tuple(at(end, radius(end))), tuple(at(end - 0.28, 0.72 * reach)), tuple(at(end, radius(end - 2 * math.pi)))
    )
    pen.outlined(joined(at(last, radius(last)), mouth), "white", width=0.03)
    across = np.linspace(0, 1, 24)

    def wall(angle: float) -> Points:
        lean = angle - 0.34 * np.sin(np.pi * across) - 0.3 * (1 - across)
        inner = radius(angle - 0.3 - 2 * math.pi)
        return at(lean, inner + (radius(angle) - inner) * across)

    angles = np.linspace(1.6 * math.pi, 4.55 * math.pi, 27)
    for k, (before, angle) in enumerate(pairwise(angles)):
        rim = np.linspace(before, angle, 12)
        pen.fill(joined(wall(before), at(rim, radius(rim)), wall(angle)[::-1]), ("light", "soft", "mid")[k % 3])
    for angle in angles:
        pen.line(wall(angle), 0.006 + 0.016 * float(radius(angle)), "dark")
    body = np.linspace(4.62 * math.pi, end, 90)
    for share in np.linspace(0.12, 0.88, 8):
        inner_rim = radius(body - 2 * math.pi)
        pen.line(
            at(body - 0.5 * np.sin(np.pi * share) * 0.5, inner_rim + (radius(body) - inner_rim) * share), 0.012, "mid"
        )
    whole = np.linspace(0, end, 500)
    pen.line(at(whole, radius(whole)), 0.036, "dark")
    pen.line(mouth, 0.03, "dark")


def feather(pen: Pen) -> None:
    """Three feathers."""
    for sway, lean, scale, tone in ((0.3, 38.0, 1.0, "soft"), (-0.3, -38.0, 1.0, "soft"), (0.0, 0.0, 1.08, "mid")):
        t = np.linspace(0, 1, 60)
        spine_y = 0.86 - 1.7 * t
        spine_x = 0.12 * np.sin(2.2 * t)
        half = 0.36 * np.sin(np.pi * np.clip((t - 0.16) / 0.84, 0, 1) ** 0.8) ** 0.75

        def put(points: Points, lean: float = lean, scale: float = scale, sway: float = sway) -> Points:
            return moved(rotated(points * scale, lean, (0.0, 0.86)), sway * 0.2, 0.0)

        outline = joined(
            np.stack([spine_x - half, spine_y - 0.05], axis=1), np.stack([spine_x + half, spine_y - 0.05], axis=1)[::-1]
        )
        pen.outlined(put(outline), tone, width=0.022)
        barbs: list[Points] = []
        for k in range(10, 60):
            for side in (-1, 1):
                tip = (spine_x[k] + side * half[k], spine_y[k] - 0.05)
                barbs.append(
                    put(
                        bezier(
                            (spine_x[k], spine_y[k] + 0.1),
                            (spine_x[k] + side * half[k] * 0.6, spine_y[k] + 0.05),
                            tip,
                            steps=10,
                        )
                    )
                )
        pen.lines(barbs, 0.01, "paper")
        eye = (spine_x[46], spine_y[46])
        pen.outlined(put(ellipse(*eye, 0.19, 0.23)), "light", width=0.016)
        pen.outlined(put(ellipse(eye[0], eye[1] + 0.03, 0.13, 0.165)), "accent", width=0.016)
        pen.fill(put(ellipse(eye[0], eye[1] + 0.06, 0.07, 0.09)), "dark")
        pen.line(put(np.stack([spine_x, spine_y], axis=1)), 0.026, "dark")
        pen.line(put(polyline((spine_x[0], spine_y[0]), (-0.03, 1.0))), 0.034, "dark")


def compass(pen: Pen) -> None:
    """A compass rose."""
    pen.outlined(ellipse(0, 0, 0.93, 0.93), "pale", width=0.03)
    pen.outlined(ellipse(0, 0, 0.8, 0.8), "paper", width=0.016)
    for k in range(72):
        inner = 0.8 if k % 2 else 0.84
        pen.line(rotated(polyline((inner, 0), (0.93, 0)), 5 * k), 0.03 if k % 6 == 0 else 0.012, "dark")
    pen.lines([hypotrochoid(0, 0, 0.78, 48, 13, 0.9)], 0.008, "mid")
    pen.outlined(ellipse(0, 0, 0.42, 0.42), "light", width=0.02)
    pen.lines([rotated(polyline((0.28, 0), (0.42, 0)), d) for d in range(0, 360, 6)], 0.012, "mid")
    for offset, reach, waist in ((22.5, 0.56, 0.14), (45.0, 0.7, 0.17), (0.0, 0.98, 0.2)):
        step = 45 if offset == 22.5 else 90
        for k in range(360 // step):
            tip = (reach, 0.0)
            half = rotated(polyline((waist, 0.0)), 45 if step == 90 else 22.5)[0]
            for side, tone in ((1, "ink"), (-1, "white")):
                blade = polyline((0.0, 0.0), (half[0], side * half[1]), tip)
                pen.outlined(rotated(blade, offset + step * k), tone, width=0.016)
    pen.outlined(ellipse(0, 0, 0.085, 0.085), "accent")
    pen.fill(ellipse(0, 0, 0.035, 0.035), "paper")


def sunflower(pen: Pen) -> None:
    """A sunflower, its seeds in the golden angle."""
    petal = joined(
        bezier((0.38, 0), (0.5, -0.17), (0.8, -0.12), (0.98, 0)),
        bezier((0.98, 0), (0.8, 0.12), (0.5, 0.17), (0.38, 0)),
    )
    for ring, (offset, scale, tone) in enumerate(((8.6, 1.0, "mid"), (0.0, 0.93, "light"))):
        for k in range(21):
            turned = rotated(petal * scale, offset + k * 360 / 21)
            pen.outlined(turned, tone, width=0.018)
            for spread in (-0.05, 0.0, 0.05):
                vein = bezier((0.44, spread * 0.8), (0.66, spread * 1.5), (0.86, spread * 0.7), steps=12)
                pen.line(rotated(vein * scale, offset + k * 360 / 21), 0.01, "ink" if ring else "dark")
    pen.outlined(ellipse(0, 0, 0.5, 0.5), "ink", width=0.03)
    golden = math.pi * (3 - math.sqrt(5))
    for k in range(330):
        r = 0.485 * math.sqrt((k + 0.5) / 330)
        size = 0.008 + 0.02 * r / 0.48
        tone = "accent" if r < 0.2 else ("pale" if k % 2 else "soft")
        pen.fill(arc(r * math.cos(golden * k), r * math.sin(golden * k), size, size, 0, 360, 12), tone)


def snowflake(pen: Pen) -> None:
    """A snowflake."""
    strokes: list[tuple[Points, float]] = []

    def arm(x: float, y: float, degrees: float, length: float, depth: int) -> None:
        direction = np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])
        end = np.array([x, y]) + length * direction
        strokes.append((polyline((x, y), (float(end[0]), float(end[1]))), 0.02 + 0.014 * depth))
        if depth == 0:
            return
        for share, size in ((0.3, 0.3), (0.52, 0.38), (0.75, 0.26)):
            px, py = np.array([x, y]) + share * length * direction
            for turn in (-60, 60):
                arm(float(px), float(py), degrees + turn, length * size, depth - 1)

    hexagon = [rotated(polyline((1.0, 0.0)), 30 + 60 * k)[0] for k in range(7)]
    for r in np.arange(0.12, 1.0, 0.06):
        pen.line(np.array(hexagon) * r, 0.012, "soft")
    for k in range(6):
        arm(0.0, 0.0, 30 + 60 * k, 0.93, 2)
    for stroke, width in strokes:
        pen.line(stroke, width + 0.022, "dark")
    for stroke, width in strokes:
        pen.line(stroke, width - 0.004, "white")
    pen.outlined(np.array([rotated(polyline((0.2, 0.0)), 60 * k)[0] for k in range(6)]), "accent", width=0.026)
    pen.outlined(star(0, 0, 0.17, 6, 0.5), "white", width=0.014)


def _gear_outline(x: float, y: float, radius: float, teeth: int, turn_deg: float) -> Points:
    pitch = 360 / teeth
    corners: list[Points] = []
    for k in range(teeth):
        for share, r in ((-0.30, 0.84), (-0.17, 1.0), (0.17, 1.0), (0.30, 0.84)):
            corners.append(rotated(polyline((r * radius, 0.0)), turn_deg + pitch * (k + share)))
    return moved(joined(*corners), x, y)


def gears(pen: Pen) -> None:
    """Three gears."""
    for x, y, radius, teeth, turn, tone in (
        (-0.3, 0.1, 0.66, 20, 0.0, "mid"),
        (0.58, -0.37, 0.40, 12, 4.0, "accent"),
        (0.56, 0.56, 0.34, 10, 13.0, "soft"),
    ):
        pen.outlined(_gear_outline(x, y, radius, teeth, turn), tone, width=0.028)
        pen.lines([ellipse(x, y, radius * r, radius * r) for r in np.arange(0.68, 0.82, 0.035)], 0.01, "paper")
        pen.outlined(ellipse(x, y, radius * 0.64, radius * 0.64), "paper", width=0.02)
        pen.lines([moved(c, x, y) for c in [hypotrochoid(0, 0, radius * 0.62, 40, 11, 0.85)]], 0.008, "mid")
        for k in range(5):
            spoke = polyline(
                (0, -0.07 * radius), (0.66 * radius, -0.1 * radius), (0.66 * radius, 0.1 * radius), (0, 0.07 * radius)
            )
            pen.outlined(moved(rotated(spoke, turn + 72 * k - 90), x, y), tone, width=0.018)
        pen.outlined(ellipse(x, y, radius * 0.25, radius * 0.25), tone, width=0.022)
        pen.outlined(ellipse(x, y, radius * 0.11, radius * 0.11), "paper", width=0.018)


def planet(pen: Pen) -> None:
    """A planet with rings."""
    for rx, tone in ((0.98, "mid"), (0.9, "mid")):
        pen.line(rotated(ellipse(0, 0, rx, rx * 0.97), 10), 0.01, tone)
    ball = ellipse(0, 0, 0.5, 0.5)
    rings = (0.95, 0.89, 0.83, 0.76, 0.7)
    back = [rotated(arc(0, 0, r, r * 0.27, 180, 360, 90), -20) for r in rings]
    front = [rotated(arc(0, 0, r, r * 0.27, 0, 180, 90), -20) for r in rings]
    pen.lines(back, 0.05, "dark")
    pen.lines(back, 0.03, "light")
    pen.outlined(ball, "pale", width=0.03)
    for k, y in enumerate(np.linspace(-0.42, 0.42, 13)):
        half = math.sqrt(0.5**2 - y**2)
        band = rotated(arc(0, y, half, 0.07, 0, 180, 40), -20)
        pen.line(band, 0.045 if k % 3 == 0 else 0.02, ("mid", "soft", "ink")[k % 3])
    pen.line(ball, 0.03, "dark")
    shade = joined(arc(0, 0, 0.5, 0.5, -60, 120), bezier((-0.25, 0.433), (0.3, 0.35), (0.4, -0.1), (0.25, -0.433)))
    pen.hatch(shade, 70, 0.026, "dark", 0.011)
    pen.lines(front, 0.05, "dark")
    pen.lines(front, 0.03, "paper")
    for x, y, r in (
        (-0.66, -0.56, 0.15),
        (0.62, 0.62, 0.13),
        (-0.5, 0.74, 0.08),
        (0.3, -0.8, 0.1),
        (-0.9, -0.2, 0.07),
        (0.9, 0.26, 0.06),
    ):
        pen.outlined(star(x, y, r), "accent", width=0.014)
