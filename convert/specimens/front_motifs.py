"""The motifs of the specimen notes: what is pictured on the fronts of 1, 2 and 5.

Each is a function that draws with the pen it is given, in the pen's own frame of about -1 to 1 in both directions.
Where a motif stands on the note, and in which inks, is not decided here but in `notes`.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from convert.specimens.engraving import (
    Pen,
    arc,
    bezier,
    ellipse,
    joined,
    mirrored,
    moved,
    polyline,
    rotated,
    superellipse,
)


def sea(pen: Pen, top: float, swell: float = 0.03, tone: str = "ink") -> None:
    """Waves from a height down."""
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
    sea(pen, 0.52)
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


def _sail(pen: Pen, x: float, top: float, bottom: float, narrow: float, wide: float) -> None:
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


def ship(pen: Pen) -> None:
    """A three-masted ship under sail."""
    pen.fill(ellipse(-0.42, -0.42, 0.34, 0.34), "white", 0.8)
    pen.lines([ellipse(-0.42, -0.42, r, r) for r in np.arange(0.36, 1.8, 0.09)], 0.008, "mid", 0.6)
    sea(pen, 0.56, 0.022)

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
        _sail(pen, x, top + 0.02, top + span * 0.27, 0.09, 0.13)
        _sail(pen, x, top + span * 0.3, top + span * 0.58, 0.13, 0.17)
        _sail(pen, x, top + span * 0.61, top + span * 0.93, 0.165, 0.2)
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
