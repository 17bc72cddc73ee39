"""The motifs of the specimen notes: what is pictured on the back of each value.

Each is a function that draws with the pen it is given, in the pen's own frame of about -1 to 1 in both directions.
Where a motif stands on the note, and in which inks, is not decided here but in `notes`.
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
    moved,
    polyline,
    rotated,
    star,
)


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
    for part in np.linspace(0.12, 0.88, 8):
        inner_rim = radius(body - 2 * math.pi)
        pen.line(
            at(body - 0.5 * np.sin(np.pi * part) * 0.5, inner_rim + (radius(body) - inner_rim) * part), 0.012, "mid"
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
        for part, size in ((0.3, 0.3), (0.52, 0.38), (0.75, 0.26)):
            px, py = np.array([x, y]) + part * length * direction
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
        for part, r in ((-0.30, 0.84), (-0.17, 1.0), (0.17, 1.0), (0.30, 0.84)):
            corners.append(rotated(polyline((r * radius, 0.0)), turn_deg + pitch * (k + part)))
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
