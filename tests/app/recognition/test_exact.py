"""Geometry of recognition, exactly: what lies where, at the very edge and to the last pixel."""

from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import teaching_joined
from app.recognition.keypoints import Keypoints, rectified
from app.recognition.taught import TaughtNotes
from app.recognition.taught_names import TaughtError
from app.recognition.teaching import FEWEST
from app.recognition.teaching_frames import _largest
from app.recognition.teaching_views import _seen, _View
from app.recognition.templates import TemplateBank
from tests.app.recognition.small_taught import kronor


def _at(points: list[tuple[float, float]]) -> Keypoints:
    many = len(points)
    return Keypoints(
        np.array(points, np.float32),
        np.zeros((many, 128), np.float32),
        np.zeros(many, np.float32),
        np.zeros(many, np.float32),
    )


GREY = np.zeros((40, 60), np.uint8)


def _shown(points: list[tuple[float, float]], homography: NDArray[np.float64]) -> list[bool]:
    return list(rectified(GREY, _at(points), homography)[2])


@pytest.mark.parametrize(
    ("x", "y", "is_shown"),
    [
        (0, 0, True),
        (-1, 0, False),
        (0, -1, False),
        (59, 39, True),
        (60, 39, False),
        (59, 40, False),
        (-1, -1, False),
        (60, 40, False),
        (60, -1, False),
        (-1, 40, False),
    ],
)
def test_a_place_of_a_template_is_shown_from_the_first_pixel_to_the_last(x: float, y: float, is_shown: bool) -> None:
    assert _shown([(x, y), (30, 20)], np.eye(3)) == [is_shown, True]


def test_what_lies_behind_the_camera_is_not_shown_though_it_falls_into_the_picture() -> None:
    # w = 1 - x / 50: beyond 50 the point is behind, and at 50 nowhere.
    behind = np.array([[1, 0, 0], [0, 1, 0], [-0.02, 0, 1]], np.float64)
    assert _shown([(10, 10), (50, 10), (51, -20), (51, 20), (90, -20)], behind) == [True, False, False, False, False]
    turned = np.diag([-1.0, -1.0, -1.0])
    assert _shown([(10, 10), (20, 30)], turned) == [False, False]


def test_a_note_laid_flat_begins_a_margin_before_its_first_keypoint() -> None:
    flat, points, _ = rectified(GREY, _at([(20.5, 10.5), (40.25, 30.75)]), np.eye(3), margin_px=5)
    # From floor(20.5) - 5 and floor(10.5) - 5 on, to 5 beyond the last, rounded up.
    assert flat.shape == (31, 31)
    assert points.tolist() == [[5.5, 5.5], [25.25, 25.75]]


def test_a_note_laid_flat_shows_the_picture_where_it_lay() -> None:
    grey = np.arange(2400, dtype=np.uint16).reshape(40, 60).astype(np.uint8)
    flat, points, shown = rectified(grey, _at([(20, 15), (30, 25)]), np.eye(3), margin_px=3)
    assert (flat == grey[12:28, 17:33]).all()
    assert points.tolist() == [[3, 3], [13, 13]]
    assert shown.all()


def _block(height: int, width: int, tall: int, wide: int, at: tuple[int, int] = (1, 1)) -> NDArray[np.uint8]:
    """A mask with a block in it whose outline encloses tall times wide."""
    mask = np.zeros((height, width), np.uint8)
    mask[at[0] : at[0] + tall + 1, at[1] : at[1] + wide + 1] = 1
    return mask


@pytest.mark.parametrize(("tall", "found"), [(20, False), (21, True)])
def test_a_note_is_more_than_six_hundredths_of_a_picture(tall: int, found: bool) -> None:
    box = _largest(_block(100, 100, tall, 30), 0.75)
    assert (box is not None) is found
    if box is not None:
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.01, 0.01, 0.32, 0.23))


@pytest.mark.parametrize(("wide", "found"), [(150, False), (149, True)])
def test_a_note_is_less_than_nine_tenths_of_a_picture(wide: int, found: bool) -> None:
    assert (_largest(_block(100, 160, 96, wide), 0.75) is not None) is found


def test_of_two_the_larger_is_the_note_and_of_two_alike_just_one() -> None:
    small, large = _block(100, 200, 30, 50), _block(100, 200, 31, 60, (60, 120))
    for mask in (small | large, np.ascontiguousarray((small | large)[::-1, ::-1])):
        box = _largest(mask, 0.75)
        assert box is not None
        assert (box.right - box.left, box.bottom - box.top) == pytest.approx((61 / 200, 32 / 100))
    two = _largest(_block(100, 200, 30, 50) | _block(100, 200, 30, 50, (60, 120)), 0.75)
    one = _largest(_block(100, 200, 30, 50, (60, 120)), 0.75)
    assert two == one


def test_a_shape_that_does_not_fill_its_rectangle_is_no_note() -> None:
    triangle = np.tril(np.ones((60, 60), np.uint8))
    mask = np.zeros((100, 100), np.uint8)
    mask[20:80, 20:80] = triangle
    assert _largest(mask, 0.75) is None
    assert _largest(mask, 0.45) is not None


@pytest.mark.parametrize(("many", "made"), [(2 * FEWEST - 1, 0), (2 * FEWEST, 1)])
def test_what_returns_makes_a_template_from_twice_the_fewest_on(
    many: int, made: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_joined, "_most_found", lambda rest: (0, {1: np.eye(3)}))
    monkeypatch.setattr(teaching_joined, "_pile", lambda *_: None)
    monkeypatch.setattr(teaching_joined, "_returning", lambda _: _at([(float(n), 0.0) for n in range(many)]))
    shots: list[Any] = [object(), object()]
    assert len(teaching_joined.joined_templates(shots)) == made


def test_pictures_that_were_laid_on_one_are_done_with(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def most_found(rest: list[str]) -> tuple[int, dict[int, NDArray[np.float64]]]:
        asked.append(rest)
        return (1, {2: np.eye(3)}) if len(rest) > 2 else (0, {})

    monkeypatch.setattr(teaching_joined, "_most_found", most_found)
    monkeypatch.setattr(teaching_joined, "_pile", lambda *_: None)
    monkeypatch.setattr(teaching_joined, "_returning", lambda _: _at([(0.0, 0.0)]))
    shots: list[Any] = ["a", "b", "c", "d"]
    assert teaching_joined.joined_templates(shots) == []
    assert asked == [["a", "b", "c", "d"], ["a", "d"]]
    asked.clear()
    assert teaching_joined.joined_templates(shots[:1]) == []
    assert asked == []


@pytest.mark.parametrize(
    ("view", "corners"),
    [
        (_View(1.0), [(0, 0), (40, 0), (40, 20), (0, 20)]),
        (_View(0.5), [(0, 0), (20, 0), (20, 10), (0, 10)]),
        (_View(1.0, turn=180), [(40, 20), (0, 20), (0, 0), (40, 0)]),
        (_View(1.0, turn=90), [(20, 0), (20, 40), (0, 40), (0, 0)]),
        (_View(1.0, across=0.25), [(0, 5), (40, 0), (40, 25), (0, 20)]),
        (_View(1.0, along=0.25), [(10, 0), (40, 0), (50, 20), (0, 20)]),
        (_View(0.5, across=0.2, along=0.2), [(4, 2), (20, 0), (24, 12), (0, 10)]),
    ],
)
def test_a_view_shows_a_picture_smaller_turned_and_nearer_on_one_side(
    view: _View, corners: list[tuple[float, float]]
) -> None:
    grey = np.full((20, 40), 200, np.uint8)
    seen, homography = _seen(grey, view)
    source = np.array([[0, 0, 1], [40, 0, 1], [40, 20, 1], [0, 20, 1]], np.float64)
    found = source @ homography.T
    points = found[:, :2] / found[:, 2:]
    assert points == pytest.approx(np.array(corners, np.float64), abs=1e-3)
    # All of it fits, with a pixel to spare, or two where a corner is rounded up.
    assert (np.array(seen.shape[::-1]) - points.max(0)).min() >= 1 - 1e-3
    assert (np.array(seen.shape[::-1]) - points.max(0)).max() <= 2 + 1e-3


@pytest.mark.parametrize(("number", "told"), [(errno.EACCES, errno.EACCES), (None, errno.EIO)])
def test_a_file_that_cannot_be_deleted_says_why_and_the_note_stays(
    number: int | None, told: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = TaughtNotes(cast(TemplateBank, SimpleNamespace(projection="0123456789abcdef")), tmp_path)
    note = kronor()
    notes.put(note)

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        raise OSError(number, "no") if number else OSError("no")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", unlink)
        with pytest.raises(TaughtError) as raised:
            notes.remove(note.key)
    assert (raised.value.code, raised.value.parameters["errno"]) == ("taught_not_written", told)
    assert notes.get(note.key) is note
    assert notes.remove(note.key) is note
    assert notes.remove(note.key) is None
