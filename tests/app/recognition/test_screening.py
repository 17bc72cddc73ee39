"""Which places are worth laying flat: where the note lies, and none that a few keypoints suggest by chance."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import screening
from app.recognition.keypoints import Keypoints, TemplateTable, describe, detect_keypoints, scaled_grey
from app.recognition.screening import _alike, _sample, _shown, worth_laying
from tests.app.recognition.tables import scan

Homography = NDArray[np.float64]


def _whole(descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
    return descriptors


def _side(name: str = "20_front") -> tuple[NDArray[np.uint8], Keypoints]:
    grey = scaled_grey(scan(name), 120_000)
    return grey, detect_keypoints(grey, 560)


def _lying(turn: float = 30, size: float = 0.8, tilt: float = 3e-4) -> tuple[NDArray[np.uint8], Homography]:
    """A picture in which the note lies, and where: turned, somewhat smaller, seen from a side."""
    grey, _ = _side()
    height, width = grey.shape
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), turn, size), [0, 0, 1]])
    where = np.array([[1, 0, 90], [0, 1, 130], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, 1, 0], [tilt, 0, 1]]) @ matrix
    picture = np.full((height + 260, width + 180), 128, np.uint8)
    cv2.warpPerspective(grey, where, picture.shape[::-1], dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture, where


def test_where_the_note_lies_most_of_it_is_alike_and_a_place_of_chance_is_left_out() -> None:
    picture, where = _lying()
    _, side = _side()
    aside = np.array([[1, 0, 40], [0, 1, -25], [0, 0, 1.0]]) @ where
    other = _side("100_front")[1]
    candidates = [(side, aside), (side, where), (other, aside)]
    alike = _alike(picture, _whole, candidates)
    assert alike[1] > 0.5
    assert max(alike[0], alike[2]) < 0.1
    assert worth_laying(picture, _whole, candidates) == [False, True, False]
    assert worth_laying(picture, _whole, candidates[::-1]) == [False, True, False]


def test_places_are_described_nearly_as_they_would_be_once_laid_flat() -> None:
    picture, where = _lying()
    _, side = _side()
    shown = _shown(side, where, picture.shape)
    assert len(shown) == len(side)
    near = ((describe(picture, shown) - side.descriptors) ** 2).sum(1)
    assert np.median(near) < 0.3
    # A keypoint that is turned, or of another size, is described as another one.
    for wrong in (replace(shown, angles=shown.angles + 1), replace(shown, octaves=shown.octaves + 1)):
        far = ((describe(picture, wrong) - side.descriptors) ** 2).sum(1)
        assert np.median(far) > 2 * np.median(near)


def test_what_is_found_in_the_picture_itself_has_the_turn_and_size_that_it_is_moved_to() -> None:
    picture, where = _lying(turn=75, size=0.7)
    _, side = _side()
    found = detect_keypoints(picture, 900)
    (match, *_) = TemplateTable([side]).match(found)
    mine, theirs = match.inliers.T
    shown = _shown(side.of(theirs), where, picture.shape)
    turned = np.angle(np.exp(1j * (shown.angles - found.angles[mine])))
    assert np.median(np.abs(shown.points - found.points[mine])) < 1
    assert np.median(np.abs(turned)) < 0.1
    assert np.median(np.abs(shown.octaves - found.octaves[mine])) < 0.2


def test_only_what_the_picture_shows_is_looked_at() -> None:
    side = Keypoints(
        np.array([[0, 0], [9, 9], [10, 5], [5, 10], [-1, 5], [5, -1]], np.float32),
        np.arange(6, dtype=np.float32)[:, None],
        np.zeros(6, np.float32),
        np.ones(6, np.float32),
    )
    assert _shown(side, np.eye(3), (10, 10)).descriptors.ravel().tolist() == [0, 1]
    assert len(_shown(side, -np.eye(3), (10, 10))) == 0, "it lies behind the camera"
    at_the_horizon = np.array([[1, 0, 0], [0, 1, 0], [-1 / 9, 0, 1.0]])
    assert 1 not in _shown(side, at_the_horizon, (10, 10)).descriptors
    assert len(_shown(replace(side, octaves=side.octaves + 8), np.eye(3), (10, 10))) == 0, "too large to be described"
    assert len(_shown(replace(side, octaves=side.octaves + 7.9), np.eye(3), (10, 10))) == 2


def test_a_sample_is_taken_evenly_and_of_few_keypoints_all_are_taken() -> None:
    many = Keypoints(*(np.arange(560, dtype=np.float32) for _ in range(4)))
    assert _sample(many).points.tolist() == list(range(0, 560, 9))
    few = many.of(np.arange(59))
    assert len(_sample(few)) == 59
    assert len(_sample(many.of(np.arange(119)))) == 119
    assert len(_sample(many.of(np.arange(120)))) == 60


def test_a_place_outside_the_picture_is_alike_nowhere_and_nothing_is_worth_laying_where_none_is_shown() -> None:
    picture, where = _lying()
    _, side = _side()
    far = np.array([[1, 0, 5000], [0, 1, 0], [0, 0, 1.0]]) @ where
    assert _alike(picture, _whole, [(side, far)]) == [0.0]
    assert worth_laying(picture, _whole, [(side, far), (side, far)]) == [False, False]
    assert _alike(picture, _whole, [(side, far), (side, where), (side, far)])[::2] == [0.0, 0.0]
    assert worth_laying(picture, _whole, []) == []


@pytest.mark.parametrize(
    ("alike", "kept"),
    [
        ([0.03, 0.031], [False, True]),
        ([0.5, 0.1, 0.0999], [True, True, False]),
        ([0.0], [False]),
        ([], []),
    ],
)
def test_what_chance_shows_and_what_is_far_behind_the_likeliest_is_left_out(
    alike: list[float], kept: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.recognition.screening._alike", lambda *_: alike)
    assert worth_laying(np.zeros((9, 9), np.uint8), _whole, []) == kept


@pytest.mark.parametrize(("off", "alike"), [(0.5, 0.0), (0.4375, 1.0)])
def test_what_differs_by_just_the_limit_is_not_alike(off: float, alike: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "_ALIKE", 0.25)
    monkeypatch.setattr(screening, "describe", lambda grey, places: places.descriptors + np.float32(off))
    points = np.array([[3, 3], [5, 5]], np.float32)
    side = Keypoints(points, np.zeros((2, 1), np.float32), np.zeros(2, np.float32), np.ones(2, np.float32))
    assert _alike(np.zeros((9, 9), np.uint8), _whole, [(side, np.eye(3))]) == [alike]
