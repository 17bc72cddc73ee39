"""Draws the project's own specimen banknotes (currency XTS, ISO 4217's code for testing), one picture each.

The table of the series and the layout of fronts and backs live here. Curves, lettering and
canvas are in convert/specimens/engraving.py, the motifs in convert/specimens/motifs.py. Everything is drawn by this
code alone, so that the notes are the same whatever fonts a machine has; they resemble no real money, and say what they
are.

What does not live here: the making of training pictures out of these flat notes, and anything about real currencies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.feedback.words import SPECIMEN_CURRENCY
from convert.specimens.back_motifs import compass, feather, gears, nautilus, planet, snowflake, sunflower
from convert.specimens.engraving import (
    NOTE_HEIGHT,
    Canvas,
    Pen,
    Points,
    arc,
    ellipse,
    hypotrochoid,
    joined,
    lettering,
    lobed_ring,
    moved,
    polyline,
    rosette,
    rotated,
    superellipse,
)
from convert.specimens.front_motifs import lighthouse, owl, ship
from convert.specimens.front_motifs_high import bridge, mountain, telescope, tree

Face = Literal["front", "back"]
FACES: tuple[Face, Face] = ("front", "back")


@dataclass(frozen=True)
class Specimen:
    """One face of one specimen note.

    width_mm, height_mm: true size when printed. hue, second_hue: the note's two ink hues, in turns.
    chroma: how vivid the inks are, 0 (grey) to 1.
    """

    value: int
    face: Face
    width_mm: float
    height_mm: float
    hue: float
    second_hue: float
    chroma: float
    words: str

    @property
    def file_name(self) -> str:
        """Name of the PNG, e.g. "XTS_20_front.png"."""
        return f"{SPECIMEN_CURRENCY}_{self.value}_{self.face}.png"


# value, width mm, height mm, hue and second hue in degrees, chroma, value in words
_SERIES: tuple[tuple[int, float, float, float, float, float, str], ...] = (
    (1, 104.0, 54.0, 214.0, 262.0, 0.24, "ONE"),
    (2, 109.0, 56.0, 92.0, 132.0, 1.0, "TWO"),
    (5, 115.0, 58.0, 204.0, 226.0, 1.0, "FIVE"),
    (10, 121.0, 60.0, 348.0, 372.0, 1.0, "TEN"),
    (20, 128.0, 63.0, 268.0, 300.0, 1.0, "TWENTY"),
    (50, 135.0, 66.0, 32.0, 50.0, 1.0, "FIFTY"),
    (100, 142.0, 69.0, 176.0, 156.0, 1.0, "ONE HUNDRED"),
)

SPECIMENS: tuple[Specimen, ...] = tuple(
    Specimen(value, face, width, height, hue / 360, second / 360, chroma, words)
    for value, width, height, hue, second, chroma, words in _SERIES
    for face in FACES
)
"""All fourteen faces, by value and then front before back."""


# --- the notes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Design:
    """What sets one value apart, besides its colours."""

    front_motif: Callable[[Pen], None]
    back_motif: Callable[[Pen], None]
    motif_right: bool
    frame_exponent: float
    lobes: int
    ground: str
    tactile: tuple[int, str]


_DESIGNS: dict[int, _Design] = {
    1: _Design(lighthouse, nautilus, True, 2.0, 9, "swell", (1, "dot")),
    2: _Design(owl, feather, False, 2.6, 14, "scales", (2, "dot")),
    5: _Design(ship, compass, True, 3.6, 16, "slant", (3, "dot")),
    10: _Design(tree, sunflower, False, 2.0, 21, "rays", (1, "bar")),
    20: _Design(mountain, snowflake, True, 5.0, 12, "zigzag", (2, "bar")),
    50: _Design(bridge, gears, False, 4.0, 20, "lattice", (3, "bar")),
    100: _Design(telescope, planet, True, 2.3, 18, "orbits", (4, "bar")),
}


def _ground_lines(kind: str, width: float, focus_x: float) -> list[Points]:
    """The fine lines printed over the whole paper, a family of curves of its own for each value."""
    x = np.linspace(-5, width + 5, 240)
    span = width + 10
    if kind == "swell":
        return [
            np.stack([x, y + 2.2 * np.sin(x / 9 + 0.05 * y) + 1.3 * np.sin(x / 23 - y / 11)], axis=1)
            for y in np.arange(-6, 107, 1.5)
        ]
    if kind == "scales":
        size = 8.0
        return [
            arc(column * size + (row % 2) * size / 2, row * size / 2.6, r, r, 0, 180, 20)
            for row in range(-2, 36)
            for column in range(-1, int(width / size) + 2)
            for r in (size * 0.5, size * 0.36, size * 0.22)
        ]
    if kind == "slant":
        base = np.linspace(-60, span + 60, 300)
        return [
            rotated(np.stack([base, y + 1.9 * np.sin(base / 4.5 + y / 7)], axis=1), -24, (width / 2, 50))
            for y in np.arange(-70, 170, 1.7)
        ]
    if kind == "rays":
        r = np.linspace(6, 240, 160)
        return [
            np.stack([focus_x + r * np.cos(a), 50 + r * np.sin(a)], axis=1)
            for k in range(210)
            for a in [2 * np.pi * k / 210 + 0.07 * np.sin(r / 7)]
        ]
    if kind == "zigzag":
        corner = np.arange(-10, width + 15, 5.0)
        fold = 3.4 * (-1.0) ** np.arange(len(corner))
        return [np.stack([corner, y + fold * (1 + 0.5 * np.sin(corner / 30))], axis=1) for y in np.arange(-8, 110, 1.6)]
    if kind == "lattice":
        base = np.linspace(-60, span + 60, 300)
        return [
            rotated(np.stack([base, y + 1.2 * np.sin(base / 6)], axis=1), degrees, (width / 2, 50))
            for degrees in (-35.0, 35.0)
            for y in np.arange(-90, 190, 3.4)
        ]
    if kind == "orbits":
        return [lobed_ring(focus_x, 50, r, 0.5 + 0.012 * r, 8, r / 9, 0.72) for r in np.arange(4, 260, 1.9)]
    raise ValueError(f"no ground of the kind {kind!r}")


def _paper(canvas: Canvas, specimen: Specimen, design: _Design, focus_x: float) -> None:
    whole = np.full(canvas.image.shape[:2], 255, dtype=np.uint8)
    canvas.paint(whole, "pale")
    rows, columns = canvas.image.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) / np.float32(canvas.px_per_unit)
    glow = np.exp(-(((x - focus_x) / 62) ** 2) - ((y - 50) / 46) ** 2)
    canvas.paint((glow * 255).astype(np.uint8), "white", 0.85)
    edge = np.clip(1 - np.minimum(x, canvas.width - x) / 46, 0, 1)
    canvas.paint((edge * 255).astype(np.uint8), "light", 0.9)
    lines = _ground_lines(design.ground, canvas.width, focus_x)
    if specimen.face == "back":
        middle = (canvas.width / 2, NOTE_HEIGHT / 2)
        lines = [rotated(line, 180, middle) for line in lines]
        upright = np.linspace(-5, 105, 160)
        lines += [
            np.stack([column + 3.2 * np.sin(upright / 8 + column / 14), upright], axis=1)
            for column in np.arange(-5, canvas.width + 5, 3.0)
        ]
    canvas.lines(lines, 0.16, "mid", 0.5)


def _numeral(canvas: Canvas, text: str, x: float, y: float, height: float, *, anchor: float, rich: bool) -> None:
    """The value in figures: a pale halo, a dark outline, and for rich ones a hatched light heart with a shadow."""
    strokes = lettering(text, x, y, height, anchor=anchor, tracking=0.30)
    if not rich:
        canvas.lines(strokes, 0.30 * height, "paper", 0.9)
        canvas.lines(strokes, 0.17 * height, "dark")
        return
    canvas.lines([moved(s, 0.03 * height, 0.035 * height) for s in strokes], 0.30 * height, "mid", 0.55)
    canvas.lines(strokes, 0.30 * height, "paper")
    canvas.lines(strokes, 0.255 * height, "dark")
    heart = canvas.line_mask(strokes, 0.16 * height)
    canvas.paint(heart, "light")
    canvas.hatch(heart, -45, 0.9, 0.26, "ink", 0.9)
    canvas.lines(strokes, 0.045 * height, "dark")


def _text(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    height: float,
    *,
    anchor: float = 0.5,
    degrees: float = 0.0,
    weight: float = 0.16,
    tone: str = "dark",
    halo: float = 0.34,
    tracking: float = 0.34,
) -> None:
    strokes = lettering(text, x, y, height, anchor=anchor, degrees=degrees, tracking=tracking)
    if halo:
        canvas.lines(strokes, (weight + halo) * height, "paper", 0.85)
    canvas.lines(strokes, weight * height, tone)


def _specimen_overprint(canvas: Canvas, x: float, y: float, height: float, degrees: float, tracking: float) -> None:
    strokes = lettering("SPECIMEN", x, y, height, degrees=degrees, tracking=tracking)
    canvas.lines(strokes, 0.32 * height, "white", 0.70)
    canvas.lines(strokes, 0.18 * height, "accent", 0.90)


def _braid(canvas: Canvas, y: float, height: float, strands: int, wave: float) -> None:
    """A guilloche band from edge to edge."""
    x = np.linspace(-2, canvas.width + 2, 900)
    envelope = 0.62 + 0.38 * np.cos(2 * np.pi * x / (wave * 4))
    curves = [
        np.stack([x, y + height / 2 * envelope * np.sin(2 * np.pi * (x / wave + k / strands))], axis=1)
        for k in range(strands)
    ]
    canvas.lines(curves, 0.2, "ink", 0.85)


def _tactile(canvas: Canvas, design: _Design, x: float) -> None:
    """Raised-looking marks near the short edge: one to three dots, then one to four bars."""
    count, kind = design.tactile
    pitch = 9.0
    for k in range(count):
        y = 50 + (k - (count - 1) / 2) * pitch
        if kind == "dot":
            mark = [polyline((x, y), (x, y))]
            width = 5.2
        else:
            mark = [polyline((x - 2.2, y + 2.2), (x + 2.2, y - 2.2))]
            width = 3.2
        canvas.lines([moved(m, 0.5, 0.6) for m in mark], width, "mid", 0.7)
        canvas.lines(mark, width, "dark")
        canvas.lines([moved(m, -0.35, -0.45) for m in mark], width * 0.45, "soft")


def _micro_text(canvas: Canvas, y: float) -> None:
    phrase = "NOTEWORTHY TEST NOTE   NOT MONEY   "
    strokes = lettering(phrase * 6, canvas.width / 2, y, 1.7, tracking=0.4)
    canvas.lines(strokes, 0.24, "dark", 0.9)


def _front(canvas: Canvas, specimen: Specimen, design: _Design) -> None:
    width = canvas.width

    def from_plain_side(x: float) -> float:
        return x if design.motif_right else width - x

    plain = 0.0 if design.motif_right else 1.0
    focus_x = from_plain_side(width - 49)
    _paper(canvas, specimen, design, focus_x)
    _braid(canvas, 4.6, 6.4, 7, 11.0)
    _braid(canvas, 95.4, 6.4, 7, 11.0)
    _micro_text(canvas, 10.0)
    _micro_text(canvas, 90.0)

    heart_x = from_plain_side(52)
    canvas.lines(rosette(heart_x, 42, 20, 36, design.lobes, 12, 0.85), 0.16, "ink", 0.8)
    canvas.lines(rosette(heart_x, 42, 4, 21, design.lobes // 2 + 2, 10, 0.85), 0.16, "accent", 0.7)
    canvas.lines([hypotrochoid(from_plain_side(96), 74, 12, 60 + design.lobes, 17, 0.8)], 0.16, "accent", 0.8)

    rx, ry = 41.0, 38.5
    outer = superellipse(focus_x, 50, rx + 3.2, ry + 3.2, design.frame_exponent)
    inner = superellipse(focus_x, 50, rx, ry, design.frame_exponent)
    canvas.shape(outer, "paper")
    canvas.lines([outer], 0.7, "dark")
    for k in range(5):
        t = np.linspace(0, 2 * np.pi, len(outer))
        weave = 0.5 + 0.5 * np.sin(46 * t + 2 * np.pi * k / 5)
        canvas.lines([inner + (outer - inner) * weave[:, None]], 0.2, "ink", 0.9)
    canvas.shape(inner, "light")
    vignette = canvas.shape_mask(inner)
    design.front_motif(Pen(canvas, focus_x, 50, 39.0, vignette))
    canvas.lines([inner], 0.9, "dark")

    value = str(specimen.value)
    _numeral(canvas, value, from_plain_side(20), 40, 40 if specimen.value < 100 else 31, anchor=plain, rich=True)
    words_height = 7.0 if len(specimen.words) < 8 else 6.0
    _text(canvas, specimen.words, from_plain_side(15), 77, words_height, anchor=plain, weight=0.2)
    _text(canvas, "NOT MONEY", from_plain_side(15), 85.3, 3.4, anchor=plain)
    _text(canvas, SPECIMEN_CURRENCY, from_plain_side(94), 20, 6.6, anchor=plain, weight=0.2)
    _numeral(canvas, value, from_plain_side(width - 6), 18, 10, anchor=1 - plain, rich=False)
    _numeral(canvas, value, from_plain_side(94), 83, 7, anchor=plain, rich=False)
    _tactile(canvas, design, from_plain_side(8))
    _specimen_overprint(canvas, from_plain_side(width / 2 - 6), 55, 11.5, -15 if design.motif_right else 15, 0.5)


def _back(canvas: Canvas, specimen: Specimen, design: _Design) -> None:
    width, middle = canvas.width, canvas.width / 2
    _paper(canvas, specimen, design, middle)
    for x in (29.0, width - 29.0):
        canvas.lines(rosette(x, 50, 15, 27, design.lobes + 3, 9, 1.25), 0.16, "ink", 0.8)
        canvas.lines([hypotrochoid(x, 50, 17, 50 + design.lobes, 19, 0.75)], 0.16, "accent", 0.8)
    for inset, line in ((3.0, 0.5), (4.4, 0.2), (5.4, 0.2)):
        border = polyline((inset, inset), (width - inset, inset), (width - inset, 100 - inset), (inset, 100 - inset))
        canvas.lines([joined(border, border[:1])], line, "dark")

    rx, ry = 48.0, 40.5
    canvas.shape(ellipse(middle, 45, rx, ry), "paper", 0.92)
    canvas.lines(rosette(middle, 45, rx - 9, rx + 1, 2 * design.lobes + 8, 8, ry / rx), 0.2, "ink", 0.85)
    canvas.lines([ellipse(middle, 45, rx - 9.5, (rx - 9.5) * ry / rx)], 0.6, "dark")
    canvas.shape(ellipse(middle, 45, rx - 9.5, (rx - 9.5) * ry / rx), "pale")
    design.back_motif(Pen(canvas, middle, 42.5, 30.0, None))

    plate = superellipse(middle, 88.5, 44, 6.6, 5.0)
    canvas.shape(plate, "dark")
    canvas.lines([superellipse(middle, 88.5, 42.6, 5.4, 5.0)], 0.25, "light")
    _text(canvas, specimen.words, middle, 88.5, 5.6, weight=0.19, tone="white", halo=0.0, tracking=0.55)

    value = str(specimen.value)
    large = 25.0 if specimen.value < 100 else 20.0
    _numeral(canvas, value, 11, 23, large, anchor=0.0, rich=True)
    _numeral(canvas, value, width - 11, 77, large, anchor=1.0, rich=True)
    _numeral(canvas, value, width - 10, 15, 9, anchor=1.0, rich=False)
    _numeral(canvas, value, 10, 86, 9, anchor=0.0, rich=False)
    _text(canvas, SPECIMEN_CURRENCY, width - 10, 31, 7.5, anchor=1.0, weight=0.2)
    _text(canvas, SPECIMEN_CURRENCY, 10, 71, 7.5, anchor=0.0, weight=0.2)
    _text(canvas, "NOT MONEY", 10, 46, 3.4, anchor=0.0)
    _text(canvas, "NOT MONEY", width - 10, 54, 3.4, anchor=1.0)
    _specimen_overprint(canvas, middle, 74, 9.0, 0, 0.66)


def draw(specimen: Specimen, width_px: int = 1200) -> NDArray[np.uint8]:
    """The face as a picture: uint8 BGR of shape (height, width_px, 3), height by the note's true aspect.

    The same specimen and width always give the same picture. Raises ValueError for a width below 64 pixels.
    """
    if width_px < 64:
        raise ValueError(f"a specimen cannot be drawn {width_px} pixels wide; ask for at least 64")
    hues = (specimen.hue, specimen.second_hue)
    aspect = specimen.width_mm / specimen.height_mm
    canvas = Canvas(aspect, width_px, hues, specimen.chroma, second_hue_at_edges=specimen.face == "back")
    design = _DESIGNS[specimen.value]
    (_front if specimen.face == "front" else _back)(canvas, specimen, design)
    return canvas.finish()
