"""The one way to draw a plot: shapes on a white sheet, written as SVG or PNG. What is plotted is decided elsewhere.

Lengths are in pixels; x runs to the right, y down. Colours are "#rrggbb". No package is needed but OpenCV.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import cv2
import numpy as np
from numpy.typing import NDArray

BLACK, WHITE, GREY = "#000000", "#ffffff", "#dddddd"
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

# OpenCV's letters are about 22 pixels high at scale 1; its coordinates take whole numbers of 1/16 of a pixel.
_FONT, _FONT_PX, _SHIFT = cv2.FONT_HERSHEY_SIMPLEX, 30.0, 4
_LEADING = 1.25

_Paint = Callable[[NDArray[np.uint8]], None]


def ticks(low: float, high: float, count: int = 6) -> list[float]:
    """About `count` round numbers from `low` to `high`, which lies above it."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough)
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _bgr(colour: str) -> tuple[float, float, float]:
    red, green, blue = (float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return blue, green, red


def _fixed(point: Point) -> tuple[int, int]:
    return round(point[0] * 2**_SHIFT), round(point[1] * 2**_SHIFT)


class Drawing:
    """A sheet that is drawn on, first things first.

    Args:
        width, height: pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._svg: list[str] = []
        self._paint: list[_Paint] = []

    def rectangle(self, corner: Point, size: Point, fill: str, edge: str | None = None, opacity: float = 1.0) -> None:
        """A filled rectangle from its left upper corner."""
        (x, y), (w, h) = corner, size
        stroke = "" if edge is None else f' stroke="{edge}"'
        self._svg.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" '
            f'fill-opacity="{opacity:g}"{stroke}/>'
        )

        def paint(image: NDArray[np.uint8]) -> None:
            ends = (round(x), round(y)), (round(x + w), round(y + h))
            layer = image.copy()
            cv2.rectangle(layer, *ends, _bgr(fill), -1)
            image[:] = cv2.addWeighted(layer, opacity, image, 1 - opacity, 0)
            if edge is not None:
                cv2.rectangle(image, *ends, _bgr(edge), 1)

        self._paint.append(paint)

    def circle(
        self,
        middle: Point,
        radius: float,
        fill: str | None,
        edge: str | None = None,
        width: float = 1.0,
        opacity: float = 1.0,
    ) -> None:
        """A circle, filled or not, with an edge or not."""
        shown = "none" if fill is None else fill
        stroke = "" if edge is None else f' stroke="{edge}" stroke-width="{width:g}"'
        self._svg.append(
            f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{radius:.1f}" fill="{shown}" '
            f'fill-opacity="{opacity:g}"{stroke}/>'
        )

        def paint(image: NDArray[np.uint8]) -> None:
            at, reach = _fixed(middle), round(radius * 2**_SHIFT)
            if fill is not None:
                layer = image.copy()
                cv2.circle(layer, at, reach, _bgr(fill), -1, cv2.LINE_AA, _SHIFT)
                image[:] = cv2.addWeighted(layer, opacity, image, 1 - opacity, 0)
            if edge is not None:
                cv2.circle(image, at, reach, _bgr(edge), max(1, round(width)), cv2.LINE_AA, _SHIFT)

        self._paint.append(paint)

    def line(self, points: Sequence[Point], colour: str, width: float = 1, *, dashed: bool = False) -> None:
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashes = ' stroke-dasharray="6 4"' if dashed else ""
        self._svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashes}/>')

        def paint(image: NDArray[np.uint8]) -> None:
            for part in _dashes(points) if dashed else [points]:
                fixed = np.array([_fixed(point) for point in part], np.int32)
                cv2.polylines(image, [fixed], False, _bgr(colour), max(1, round(width)), cv2.LINE_AA, _SHIFT)

        self._paint.append(paint)

    def text(
        self,
        at: Point,
        words: str,
        size: float = 12,
        colour: str = BLACK,
        anchor: Anchor = "start",
        *,
        bold: bool = False,
        upwards: bool = False,
    ) -> None:
        """Words, a line for each of theirs, on a base line that begins, has its middle or ends at a point."""
        for number, line in enumerate(words.split("\n")):
            down = number * size * _LEADING
            place = (at[0] + down, at[1]) if upwards else (at[0], at[1] + down)
            turn = f' transform="rotate(-90 {place[0]:.1f} {place[1]:.1f})"' if upwards else ""
            weight = ' font-weight="bold"' if bold else ""
            self._svg.append(
                f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" font-size="{size:g}" fill="{colour}" '
                f'text-anchor="{anchor}"{weight}{turn}>{escape(line)}</text>'
            )
            self._paint.append(_lettering(place, line, size, colour, anchor, bold, upwards))

    def svg(self) -> str:
        """The sheet as an SVG document."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'font-family="sans-serif"><rect width="{self.width}" height="{self.height}" fill="{WHITE}"/>'
            + "".join(self._svg)
            + "</svg>\n"
        )

    def pixels(self) -> NDArray[np.uint8]:
        """The sheet as a picture, uint8 (height, width, 3) BGR."""
        image = np.full((self.height, self.width, 3), 255, np.uint8)
        for paint in self._paint:
            paint(image)
        return image

    def write(self, path: Path) -> None:
        """Write the sheet as what the file's name says: .svg or .png."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".svg":
            path.write_text(self.svg(), encoding="utf-8")
            return
        _, coded = cv2.imencode(".png", self.pixels())
        path.write_bytes(coded.tobytes())


def _dashes(points: Sequence[Point], on: float = 6, off: float = 4) -> list[list[Point]]:
    found = []
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        for k in range(math.ceil(length / (on + off))):
            ends = (min(1.0, at / length) for at in (k * (on + off), k * (on + off) + on))
            found.append([(x0 + (x1 - x0) * end, y0 + (y1 - y0) * end) for end in ends])
    return found


def _lettering(at: Point, line: str, size: float, colour: str, anchor: Anchor, bold: bool, upwards: bool) -> _Paint:
    def paint(image: NDArray[np.uint8]) -> None:
        scale, thick = size / _FONT_PX, 2 if bold else 1
        wide = cv2.getTextSize(line, _FONT, scale, thick)[0][0]
        before = {"start": 0, "middle": wide // 2, "end": wide}[anchor]
        if not upwards:
            place = (round(at[0]) - before, round(at[1]))
            cv2.putText(image, line, place, _FONT, scale, _bgr(colour), thick, cv2.LINE_AA)
            return
        # Written on a sheet that is turned by a quarter, and turned back.
        turned = np.ascontiguousarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE))
        place = (image.shape[0] - round(at[1]) - before, round(at[0]))
        cv2.putText(turned, line, place, _FONT, scale, _bgr(colour), thick, cv2.LINE_AA)
        image[:] = cv2.rotate(turned, cv2.ROTATE_90_COUNTERCLOCKWISE)

    return paint
