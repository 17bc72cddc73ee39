"""Plots: the same shapes as SVG and as pixels, and round numbers at their axes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest

from convert.data.images import load
from convert.evaluation.drawing import _LEADING, BLACK, Drawing, ticks


def _plot() -> Drawing:
    drawing = Drawing(200, 100)
    drawing.rectangle((10, 10), (20, 20), "#ff0000", BLACK)
    drawing.rectangle((40, 10), (20, 20), "#000000", opacity=0.5)
    drawing.circle((100, 50), 12, "#0000ff")
    drawing.circle((150, 50), 12, None, "#00ff00", 3)
    drawing.line([(0, 90), (200, 90)], "#ff0000", 2, dashed=True)
    return drawing


def test_shapes_have_their_places_and_colours() -> None:
    pixels = _plot().pixels()
    assert pixels.shape == (100, 200, 3)
    assert tuple(pixels[20, 20]) == (0, 0, 255)
    assert tuple(pixels[10, 20]) == (0, 0, 0), "its edge"
    assert abs(int(pixels[20, 50, 0]) - 128) <= 1, "half through"
    assert tuple(pixels[50, 100]) == (255, 0, 0)
    assert tuple(pixels[50, 150]) == (255, 255, 255), "a ring is hollow"
    assert tuple(pixels[50, 162]) == (0, 255, 0)
    dashes = np.diff((pixels[90, :, 0] < 128).astype(int))
    assert (dashes == 1).sum() == pytest.approx(20, abs=1)


def test_text_begins_has_its_middle_or_ends_where_it_is_put() -> None:
    def inked(**how: object) -> tuple[float, float, float, float]:
        drawing = Drawing(200, 200)
        drawing.text((100, 100), "mean", 14, **how)  # type: ignore[arg-type]
        ys, xs = np.nonzero(drawing.pixels().min(2) < 128)
        return xs.min(), xs.max(), ys.min(), ys.max()

    assert inked()[0] == pytest.approx(100, abs=3)
    assert sum(inked(anchor="middle")[:2]) == pytest.approx(200, abs=4)
    assert inked(anchor="end")[1] == pytest.approx(100, abs=3)
    left, right, top, bottom = inked(upwards=True)
    assert bottom == pytest.approx(100, abs=3)
    assert bottom - top > right - left


def test_a_file_is_what_its_name_says_and_words_need_no_care(tmp_path: Path) -> None:
    drawing = _plot()
    drawing.text((10, 60), "a < b & c\nsecond line")
    drawing.write(tmp_path / "new" / "plot.svg")
    root = ElementTree.parse(tmp_path / "new" / "plot.svg").getroot()
    texts = [element.text for element in root if element.tag.endswith("text")]
    assert texts == ["a < b & c", "second line"]
    circles = [element.attrib for element in root if element.tag.endswith("circle")]
    assert [circle["fill"] for circle in circles] == ["#0000ff", "none"]
    assert [(circle.get("stroke"), circle.get("stroke-width")) for circle in circles] == [
        (None, None),
        ("#00ff00", "3"),
    ]
    drawing.write(tmp_path / "plot.png")
    assert np.array_equal(load(tmp_path / "plot.png", 1000), drawing.pixels())


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 23.4), (91.2, 97.9), (-3, 0.5), (0, 0.004)])
def test_ticks_are_round_within_the_range_and_a_handful(low: float, high: float) -> None:
    found = ticks(low, high)
    assert 3 <= len(found) <= 8
    assert all(low - 1e-12 <= value <= high + 1e-12 for value in found)
    assert np.allclose(np.diff(found), found[1] - found[0])


@pytest.mark.parametrize(("upwards", "axis"), [(False, "y"), (True, "x")])
def test_each_further_line_stands_its_size_and_a_little_more_below(upwards: bool, axis: str) -> None:
    drawing = Drawing(200, 200)
    drawing.text((100, 100), "one\ntwo\nthree", 20, upwards=upwards)
    at = [float(re.findall(rf' {axis}="([0-9.]+)"', line)[0]) for line in drawing._svg[-3:]]
    assert at == pytest.approx([100, 100 + 20 * _LEADING, 100 + 40 * _LEADING], abs=0.06)
