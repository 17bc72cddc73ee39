"""The tools the specimen notes are engraved with: curves, a stroke lettering, a canvas and a pen.

All lettering is our own, because the fonts built into OpenCV differ between its versions 4 and 5. What the notes look
like is not decided here: motifs are in convert/specimens/motifs.py, whole notes in convert/specimens/notes.py.

Lengths are in drawing units, in which every note is 100 high; x runs to the right, y down, angles clockwise in degrees.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

NOTE_HEIGHT = 100.0
"""Height of every note in drawing units; widths follow from the true aspect."""

Points = NDArray[np.float64]
"""A curve: shape (n, 2), x and y."""
Mask = NDArray[np.uint8]
"""Where ink falls: shape (rows, columns) of the canvas, 0 to 255."""
Ink = NDArray[np.float32]

_SUPERSAMPLE = 2
_SUBPIXEL_BITS = 4


# --- curves ---------------------------------------------------------------------------------------------------------


def polyline(*pairs: tuple[float, float]) -> Points:
    """The corners given, as a curve."""
    return np.array(pairs, dtype=np.float64)


def arc(x: float, y: float, rx: float, ry: float, start_deg: float, end_deg: float, steps: int = 48) -> Points:
    """Points on an ellipse; degrees run clockwise on the page from three o'clock."""
    t = np.radians(np.linspace(start_deg, end_deg, steps))
    return np.stack([x + rx * np.cos(t), y + ry * np.sin(t)], axis=1)


def ellipse(x: float, y: float, rx: float, ry: float) -> Points:
    """A whole ellipse around (x, y)."""
    return arc(x, y, rx, ry, 0, 360, 120)


def superellipse(x: float, y: float, rx: float, ry: float, exponent: float) -> Points:
    """An ellipse for exponent 2; the larger the exponent, the nearer to a rectangle."""
    t = np.linspace(0, 2 * np.pi, 240)
    cos, sin = np.cos(t), np.sin(t)
    return np.stack(
        [
            x + rx * np.sign(cos) * np.abs(cos) ** (2 / exponent),
            y + ry * np.sign(sin) * np.abs(sin) ** (2 / exponent),
        ],
        axis=1,
    )


def bezier(*control: tuple[float, float], steps: int = 32) -> Points:
    """A Bezier curve of any degree, by de Casteljau's construction."""
    t = np.linspace(0, 1, steps)[:, None]
    level = [np.repeat(np.array([c], dtype=np.float64), steps, axis=0) for c in control]
    while len(level) > 1:
        level = [(1 - t) * a + t * b for a, b in pairwise(level)]
    return level[0]


def joined(*curves: Points) -> Points:
    """The curves one after the other, as one."""
    return np.concatenate(curves, axis=0)


def rotated(points: Points, degrees: float, about: tuple[float, float] = (0.0, 0.0)) -> Points:
    """The curve turned clockwise on the page."""
    angle = math.radians(degrees)
    rotation = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return (points - np.array(about)) @ rotation + np.array(about)


def moved(points: Points, x: float, y: float, scale: float = 1.0) -> Points:
    """The curve scaled about the origin, then moved by (x, y)."""
    return points * scale + np.array([x, y])


def mirrored(points: Points) -> Points:
    """The curve with left and right exchanged about x = 0."""
    return points * np.array([-1.0, 1.0])


def hypotrochoid(x: float, y: float, radius: float, teeth: int, wheel: int, pen: float, phase: float = 0.0) -> Points:
    """The curve of a pen in a wheel of `wheel` teeth rolling inside a ring of `teeth`; scaled to reach `radius`."""
    turns = wheel // math.gcd(teeth, wheel)
    t = np.linspace(0, 2 * np.pi * turns, 90 * turns * max(2, teeth // wheel))
    arm, ratio = teeth - wheel, (teeth - wheel) / wheel
    scale = radius / (arm + pen * wheel)
    curve = np.stack(
        [
            arm * np.cos(t) + pen * wheel * np.cos(ratio * t),
            arm * np.sin(t) - pen * wheel * np.sin(ratio * t),
        ],
        axis=1,
    )
    return moved(rotated(curve * scale, math.degrees(phase)), x, y)


def lobed_ring(x: float, y: float, radius: float, swing: float, lobes: int, phase: float, squash: float) -> Points:
    """A circle whose radius swings `lobes` times around; `squash` is its height over its width."""
    t = np.linspace(0, 2 * np.pi, 720)
    r = radius + swing * np.sin(lobes * t + phase)
    return np.stack([x + r * np.cos(t), y + squash * r * np.sin(t)], axis=1)


def rosette(
    x: float, y: float, inner: float, outer: float, lobes: int, curves: int = 10, squash: float = 1.0
) -> list[Points]:
    """A guilloche ring: `curves` lobed circles, each turned a little further, weaving between two radii."""
    middle, swing = (inner + outer) / 2, (outer - inner) / 2
    return [lobed_ring(x, y, middle, swing, lobes, 2 * np.pi * k / curves, squash) for k in range(curves)]


def star(x: float, y: float, radius: float, points: int = 4, waist: float = 0.22) -> Points:
    """A star with one point straight up; `waist` is its inner radius as a fraction of the outer one."""
    angles = np.linspace(-np.pi / 2, 1.5 * np.pi, 2 * points + 1)[:-1]
    r = np.where(np.arange(2 * points) % 2 == 0, radius, radius * waist)
    return np.stack([x + r * np.cos(angles), y + r * np.sin(angles)], axis=1)


# --- lettering ------------------------------------------------------------------------------------------------------


def _glyphs() -> dict[str, tuple[float, list[Points]]]:
    """Advance width and strokes of each letter: cap height 1, y down, baseline at 1."""
    p, a, j = polyline, arc, joined
    bowl = j(p((0, 0), (0.3, 0)), a(0.3, 0.27, 0.27, 0.27, -90, 90), p((0, 0.54)))
    round_o = a(0.34, 0.5, 0.34, 0.5, -90, 270)
    s_curve = j(
        a(0.29, 0.255, 0.265, 0.255, -38, -265),
        a(0.29, 0.745, 0.29, 0.245, -85, 142),
    )
    return {
        " ": (0.34, []),
        "0": (0.64, [superellipse(0.32, 0.5, 0.32, 0.5, 2.35)]),
        "1": (0.36, [p((0.0, 0.24), (0.30, 0.0), (0.30, 1.0))]),
        "2": (0.6, [j(a(0.3, 0.29, 0.285, 0.29, 195, 400), p((0.02, 1.0), (0.6, 1.0)))]),
        "5": (0.6, [j(p((0.54, 0), (0.10, 0), (0.06, 0.458)), a(0.29, 0.67, 0.30, 0.33, 220, 505))]),
        "A": (0.66, [p((0, 1), (0.33, 0), (0.66, 1)), p((0.12, 0.66), (0.54, 0.66))]),
        "C": (0.62, [a(0.34, 0.5, 0.34, 0.5, -42, -318)]),
        "D": (0.62, [j(p((0, 0), (0.2, 0)), a(0.2, 0.5, 0.42, 0.5, -90, 90), p((0, 1), (0, 0)))]),
        "E": (0.5, [p((0.5, 0), (0, 0), (0, 1), (0.5, 1)), p((0, 0.48), (0.42, 0.48))]),
        "F": (0.5, [p((0.5, 0), (0, 0), (0, 1)), p((0, 0.5), (0.42, 0.5))]),
        "H": (0.6, [p((0, 0), (0, 1)), p((0.6, 0), (0.6, 1)), p((0, 0.5), (0.6, 0.5))]),
        "I": (0.02, [p((0.01, 0), (0.01, 1))]),
        "M": (0.74, [p((0, 1), (0, 0), (0.37, 0.66), (0.74, 0), (0.74, 1))]),
        "N": (0.62, [p((0, 1), (0, 0), (0.62, 1), (0.62, 0))]),
        "O": (0.68, [round_o]),
        "P": (0.57, [p((0, 1), (0, 0)), bowl]),
        "R": (0.58, [p((0, 1), (0, 0)), bowl, p((0.28, 0.54), (0.58, 1))]),
        "S": (0.58, [s_curve]),
        "T": (0.6, [p((0, 0), (0.6, 0)), p((0.3, 0), (0.3, 1))]),
        "U": (0.6, [j(p((0, 0), (0, 0.68)), a(0.3, 0.68, 0.3, 0.32, 180, 0), p((0.6, 0)))]),
        "V": (0.64, [p((0, 0), (0.32, 1), (0.64, 0))]),
        "W": (0.9, [p((0, 0), (0.22, 1), (0.45, 0.25), (0.68, 1), (0.9, 0))]),
        "X": (0.62, [p((0, 0), (0.62, 1)), p((0.62, 0), (0, 1))]),
        "Y": (0.62, [p((0, 0), (0.31, 0.5), (0.62, 0)), p((0.31, 0.5), (0.31, 1))]),
    }


_GLYPHS = _glyphs()


def lettering(
    text: str,
    x: float,
    y: float,
    height: float,
    *,
    anchor: float = 0.5,
    tracking: float = 0.26,
    degrees: float = 0.0,
) -> list[Points]:
    """Strokes of `text`, vertically centred on y; anchor 0 puts its left end at x, 0.5 its middle, 1 its right end.

    `tracking` is the space between letters, as a fraction of their height. Raises ValueError for a letter not cut yet.
    """
    if missing := sorted(set(text) - set(_GLYPHS)):
        raise ValueError(f"no strokes for {''.join(missing)!r} in {text!r}; add them to the glyphs")
    advances = [_GLYPHS[letter][0] + tracking for letter in text]
    left = -anchor * (sum(advances) - tracking)
    strokes: list[Points] = []
    for letter, advance in zip(text, advances, strict=True):
        for stroke in _GLYPHS[letter][1]:
            strokes.append(moved(rotated(moved(stroke, left, -0.5, 1.0) * height, degrees), x, y))
        left += advance
    return strokes


# --- canvas ---------------------------------------------------------------------------------------------------------


def _colour(hue: float, lightness: float, saturation: float) -> Ink:
    red, green, blue = colorsys.hls_to_rgb(hue % 1.0, lightness, saturation)
    return np.array([blue, green, red], dtype=np.float32) * np.float32(255)


class Canvas:
    """A note being drawn, in units in which every note is 100 high; painted at twice the final resolution.

    Inks are named by tone: dark, ink, mid, soft, light, pale, paper, white and accent. Each but white drifts between
    the note's two hues from edge to middle, as in rainbow printing; `second_hue_at_edges` exchanges the two.
    Hues are in turns; `aspect` is width over height; `chroma` runs from 0 (grey) to 1.
    """

    def __init__(
        self, aspect: float, width_px: int, hues: tuple[float, float], chroma: float, second_hue_at_edges: bool
    ) -> None:
        self.width = NOTE_HEIGHT * aspect
        self._final = (width_px, round(width_px / aspect))
        self.px_per_unit = _SUPERSAMPLE * width_px / self.width
        columns, rows = (_SUPERSAMPLE * side for side in self._final)
        self.image: Ink = np.full((rows, columns, 3), 255, dtype=np.float32)
        first, second = hues
        self._chroma = chroma
        across = np.linspace(0, 1, columns, dtype=np.float32)
        blend = 0.5 - 0.5 * np.cos(2 * np.pi * across)
        if second_hue_at_edges:
            blend = 1 - blend
        self._blend_of_hues = blend.astype(np.float32)
        self.tones: dict[str, Ink] = {
            "dark": self._field(first, second, 0.17, 0.72),
            "ink": self._field(first, second, 0.30, 0.62),
            "mid": self._field(first, second, 0.48, 0.50),
            "soft": self._field(first, second, 0.68, 0.50),
            "light": self._field(first, second, 0.83, 0.55),
            "pale": self._field(first, second, 0.93, 0.60),
            "paper": self._field(first, second, 0.97, 0.50),
            "accent": self._field(2 * first - second, first, 0.35, 0.85),
            "white": np.full((1, columns, 3), 255, dtype=np.float32),
        }

    def _field(self, first: float, second: float, lightness: float, saturation: float) -> Ink:
        """One row of an ink that drifts from hue to hue across the note: shape (1, columns, 3)."""
        steps = 64
        ramp = np.stack(
            [
                _colour(first + (second - first) * k / steps, lightness, saturation * self._chroma)
                for k in range(steps + 1)
            ]
        )
        place = self._blend_of_hues * steps
        row = np.stack([np.interp(place, np.arange(steps + 1), ramp[:, c]) for c in range(3)], axis=1)
        return row[None].astype(np.float32)

    def _empty_mask(self) -> Mask:
        return np.zeros(self.image.shape[:2], dtype=np.uint8)

    def _fixed(self, points: Points) -> NDArray[np.int32]:
        return np.round(points * self.px_per_unit * (1 << _SUBPIXEL_BITS)).astype(np.int32).reshape(-1, 1, 2)

    def line_mask(self, curves: Iterable[Points], width: float) -> Mask:
        """The ink of curves drawn with a round nib."""
        mask = self._empty_mask()
        thickness = max(1, round(width * self.px_per_unit))
        cv2.polylines(mask, [self._fixed(c) for c in curves], False, 255, thickness, cv2.LINE_AA, shift=_SUBPIXEL_BITS)
        return mask

    def shape_mask(self, *outlines: Points) -> Mask:
        """The ink of filled outlines."""
        mask = self._empty_mask()
        for outline in outlines:
            cv2.fillPoly(mask, [self._fixed(outline)], 255, cv2.LINE_AA, shift=_SUBPIXEL_BITS)
        return mask

    def paint(self, mask: Mask, tone: str, alpha: float = 1.0, clip: Mask | None = None) -> None:
        """Lays the tone over the picture where the mask, and `clip` if given, allow it."""
        x, y, w, h = cv2.boundingRect(mask)
        if w == 0 or h == 0:
            return
        part = np.s_[y : y + h, x : x + w]
        weight = mask[part].astype(np.float32) * np.float32(alpha / 255)
        if clip is not None:
            weight *= clip[part].astype(np.float32) / np.float32(255)
        target = self.image[part]
        target += (self.tones[tone][:, x : x + w] - target) * weight[..., None]

    def lines(
        self, curves: Iterable[Points], width: float, tone: str, alpha: float = 1.0, clip: Mask | None = None
    ) -> None:
        """Draws curves with a round nib."""
        self.paint(self.line_mask(curves, width), tone, alpha, clip)

    def shape(self, outline: Points, tone: str, alpha: float = 1.0, clip: Mask | None = None) -> None:
        """Fills an outline."""
        self.paint(self.shape_mask(outline), tone, alpha, clip)

    def hatch(self, clip: Mask, degrees: float, gap: float, width: float, tone: str, alpha: float = 1.0) -> None:
        """Parallel lines over the whole note, seen only where `clip` lets them."""
        reach, middle = self.width, (self.width / 2, NOTE_HEIGHT / 2)
        offsets = np.arange(-reach, reach, gap)
        rules = [polyline((middle[0] - reach, middle[1] + o), (middle[0] + reach, middle[1] + o)) for o in offsets]
        self.lines([rotated(rule, degrees, middle) for rule in rules], width, tone, alpha, clip)

    def finish(self) -> NDArray[np.uint8]:
        """The picture at its final size: uint8 BGR of shape (height, width, 3)."""
        small = cv2.resize(self.image, self._final, interpolation=cv2.INTER_AREA)
        return np.clip(np.round(small), 0, 255).astype(np.uint8)


class Pen:
    """Draws a motif on a canvas in the motif's own frame: middle at (0, 0), about 1 in each direction, y down."""

    def __init__(self, canvas: Canvas, x: float, y: float, scale: float, clip: Mask | None) -> None:
        self._canvas, self._x, self._y, self._scale, self._clip = canvas, x, y, scale, clip

    def _place(self, points: Points) -> Points:
        return moved(points, self._x, self._y, self._scale)

    def fill(self, outline: Points, tone: str, alpha: float = 1.0) -> None:
        """Fills an outline."""
        self._canvas.shape(self._place(outline), tone, alpha, self._clip)

    def line(self, curve: Points, width: float, tone: str, alpha: float = 1.0) -> None:
        """Draws one curve with a round nib."""
        self.lines([curve], width, tone, alpha)

    def lines(self, curves: Iterable[Points], width: float, tone: str, alpha: float = 1.0) -> None:
        """Draws curves in one go, so that they do not darken where they cross."""
        self._canvas.lines([self._place(c) for c in curves], width * self._scale, tone, alpha, self._clip)

    def outlined(self, outline: Points, tone: str, edge: str = "dark", width: float = 0.02) -> None:
        """Fills an outline and draws its edge."""
        self.fill(outline, tone)
        self.line(joined(outline, outline[:1]), width, edge)

    def hatch(self, outline: Points, degrees: float, gap: float, tone: str = "dark", width: float = 0.012) -> None:
        """Shades the inside of an outline with parallel lines."""
        clip = self._canvas.shape_mask(self._place(outline))
        if self._clip is not None:
            clip = cv2.min(clip, self._clip).astype(np.uint8)
        self._canvas.hatch(clip, degrees, gap * self._scale, width * self._scale, tone)
