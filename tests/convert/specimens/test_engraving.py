"""The engraver's tools: where curves run, what the lettering can write, how ink falls on the canvas."""

from __future__ import annotations

import numpy as np
import pytest

from convert.specimens.engraving import (
    NOTE_HEIGHT,
    Canvas,
    Pen,
    bezier,
    hypotrochoid,
    joined,
    lettering,
    moved,
    polyline,
    rosette,
    rotated,
    star,
    superellipse,
)


def _canvas(*, second_hue_at_edges: bool = False) -> Canvas:
    return Canvas(2.0, 200, (0.0, 1 / 3), 1.0, second_hue_at_edges)


def test_rotation_is_clockwise_on_the_page_about_the_point_given() -> None:
    np.testing.assert_allclose(rotated(polyline((1.0, 0.0)), 90), [[0.0, 1.0]], atol=1e-12)
    np.testing.assert_allclose(rotated(polyline((3.0, 2.0)), 180, (2.0, 2.0)), [[1.0, 2.0]], atol=1e-12)


def test_moving_scales_before_it_shifts() -> None:
    np.testing.assert_allclose(moved(polyline((1.0, 2.0)), 10.0, 20.0, 3.0), [[13.0, 26.0]])


def test_bezier_runs_from_its_first_to_its_last_point() -> None:
    curve = bezier((0, 0), (1, 2), (2, 0), steps=3)
    np.testing.assert_allclose(curve, [[0, 0], [1, 1], [2, 0]])


def test_curves_are_joined_in_the_order_given() -> None:
    first, second = polyline((0, 0), (1, 0)), polyline((5, 5))
    np.testing.assert_allclose(joined(second, first), [[5, 5], [0, 0], [1, 0]])


def test_hypotrochoid_closes_and_reaches_its_radius() -> None:
    curve = hypotrochoid(5.0, -3.0, 10.0, teeth=48, wheel=13, pen=0.9)
    np.testing.assert_allclose(curve[0], curve[-1], atol=1e-9)
    reach = np.hypot(curve[:, 0] - 5.0, curve[:, 1] + 3.0)
    assert reach.max() == pytest.approx(10.0, abs=0.02)


@pytest.mark.parametrize("pen", [0.2, 0.9])
def test_a_wheel_half_as_large_as_its_ring_draws_an_ellipse(pen: float) -> None:
    curve = hypotrochoid(0.0, 0.0, 10.0, teeth=26, wheel=13, pen=pen)
    height = 10.0 * (1 - pen) / (1 + pen)
    np.testing.assert_allclose((curve[:, 0] / 10.0) ** 2 + (curve[:, 1] / height) ** 2, 1.0, atol=1e-9)
    turned = hypotrochoid(3.0, 4.0, 10.0, teeth=26, wheel=13, pen=pen, phase=np.pi / 2)
    np.testing.assert_allclose(turned, np.stack([3.0 - curve[:, 1], 4.0 + curve[:, 0]], 1), atol=1e-9)


def test_rosette_weaves_between_its_two_radii() -> None:
    rings = rosette(0.0, 0.0, 4.0, 6.0, lobes=9, curves=5)
    assert len(rings) == 5
    reach = np.hypot(*np.concatenate(rings).T)
    assert reach.min() == pytest.approx(4.0, abs=0.01)
    assert reach.max() == pytest.approx(6.0, abs=0.01)


def test_superellipse_of_two_is_a_circle() -> None:
    np.testing.assert_allclose(np.hypot(*superellipse(0, 0, 2, 2, 2.0).T), 2.0)


def test_star_points_up_first() -> None:
    corners = star(0.0, 0.0, 1.0, points=5, waist=0.5)
    assert corners.shape == (10, 2)
    np.testing.assert_allclose(corners[0], [0.0, -1.0], atol=1e-12)
    np.testing.assert_allclose(np.hypot(*corners[1]), 0.5)


@pytest.mark.parametrize(("anchor", "left", "right"), [(0.0, 50.0, None), (1.0, None, 50.0)])
def test_lettering_stands_at_its_anchor(anchor: float, left: float | None, right: float | None) -> None:
    ends = np.concatenate(lettering("HEN", 50.0, 30.0, 8.0, anchor=anchor))
    if left is not None:
        assert ends[:, 0].min() == pytest.approx(left)
    if right is not None:
        assert ends[:, 0].max() == pytest.approx(right)
    assert (ends[:, 1].min(), ends[:, 1].max()) == pytest.approx((26.0, 34.0))


def test_a_letter_without_strokes_is_named() -> None:
    with pytest.raises(ValueError, match="no strokes for 'é'"):
        lettering("Né", 0.0, 0.0, 1.0)


def test_canvas_begins_white_and_keeps_its_aspect() -> None:
    picture = _canvas().finish()
    assert picture.shape == (100, 200, 3)
    assert picture.dtype == np.uint8
    assert (picture == 255).all()


def test_a_filled_shape_takes_ink_inside_only() -> None:
    canvas = _canvas()
    canvas.shape(polyline((50, 25), (150, 25), (150, 75), (50, 75)), "dark")
    picture = canvas.finish()
    assert (picture[30:70, 55:145].max(axis=2) < 90).all()
    assert (picture[:20] == 255).all()
    assert (picture[:, :45] == 255).all()


def test_half_alpha_is_half_way_to_the_paper() -> None:
    full, half = _canvas(), _canvas()
    outline = polyline((20, 20), (180, 20), (180, 80), (20, 80))
    full.shape(outline, "ink")
    half.shape(outline, "ink", alpha=0.5)
    expected = (full.finish()[50, 100].astype(float) + 255) / 2
    np.testing.assert_allclose(half.finish()[50, 100], expected, atol=1)


def test_inks_drift_from_hue_to_hue_and_faces_exchange_them() -> None:
    """The first hue is red, the second green: blue, green, red are the channels."""
    front, back = _canvas(), _canvas(second_hue_at_edges=True)
    for canvas in (front, back):
        canvas.shape(polyline((-5, -5), (205, -5), (205, 105), (-5, 105)), "ink")
    edge, middle = front.finish()[50, 1].astype(int), front.finish()[50, 100].astype(int)
    assert edge[2] > edge[1]
    assert middle[1] > middle[2]
    np.testing.assert_allclose(back.finish()[50, 100], edge, atol=2)


def test_pen_draws_in_its_own_frame_and_stays_inside_its_clip() -> None:
    canvas = _canvas()
    clip = canvas.shape_mask(polyline((100, 0), (200, 0), (200, NOTE_HEIGHT), (100, NOTE_HEIGHT)))
    pen = Pen(canvas, 100, 50, 40.0, clip)
    pen.fill(polyline((-1, -1), (1, -1), (1, 1), (-1, 1)), "dark")
    picture = canvas.finish()
    assert picture[50, 120].max() < 90
    assert (picture[50, :98] == 255).all()
    assert (picture[5, :] == 255).all()


def test_hatching_leaves_paper_between_its_lines() -> None:
    canvas = _canvas()
    Pen(canvas, 100, 50, 40.0, None).hatch(polyline((-1, -1), (1, -1), (1, 1), (-1, 1)), 0, 0.25, width=0.06)
    column = canvas.finish()[12:88, 100].min(axis=1)
    assert column.min() < 90
    assert column.max() == 255
