"""How far off a pose keypoints may lie: the more, the larger the note is seen; and which places are told as notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.recognition import instances, poses
from app.recognition.keypoints import Keypoints, Pairs
from tests.app.recognition.test_instances_bounds import _reader
from tests.app.recognition.test_placed_bounds import _place, _scored


@pytest.mark.parametrize(
    ("width", "octaves", "off_px"), [(200.0, 0.0, 4.0), (400.0, 0.0, 6.0), (400.0, 1.0, 12.0), (400.0, -1.0, 4.0)]
)
def test_paper_may_be_off_by_a_fraction_of_its_size_and_by_four_pixels(
    width: float, octaves: float, off_px: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def estimate(
        source: object, target: object, mask: None, method: int, off: float, *more: object
    ) -> tuple[None, None]:
        asked.append(off)
        return None, None

    monkeypatch.setattr("app.recognition.poses.cv2.estimateAffine2D", estimate)
    # A diagonal of five quarters of the width.
    points = np.array([[0, 0], [1, 0], [1, 0.75], [0, 0.75], [0.5, 0.3]], np.float32) * np.float32(width)
    zeros = np.zeros(5, np.float32)
    template = Keypoints(points, np.zeros((5, 8), np.float32), zeros, zeros)
    seen = replace(template, octaves=np.full(5, octaves, np.float32))
    rows = np.arange(5)
    assert poses._fitted(seen, template, 0, Pairs(rows, np.zeros(5, np.intp), rows, zeros)) is None
    assert asked == [pytest.approx(off_px)]


def _taken(
    monkeypatch: pytest.MonkeyPatch, *, is_whole: bool, explained: bool, weak: bool = True, inliers: int = 20
) -> Any:
    place = _place()
    one = replace(_scored(place), is_whole=is_whole, is_weak=weak, inliers=inliers)
    reader = _reader()
    reader._scored = lambda seen, each: one
    reader._leads = lambda best, scored: True
    monkeypatch.setattr(instances, "is_explained", lambda *_: explained)
    read, unread = reader._taken_away(Keypoints.none(), [place])
    return len(read), len(unread)


@pytest.mark.parametrize(
    ("is_whole", "explained", "read"), [(True, False, 1), (True, True, 1), (False, True, 1), (False, False, 0)]
)
def test_a_whole_note_is_read_and_a_part_where_the_rest_is_explained(
    is_whole: bool, explained: bool, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _taken(monkeypatch, is_whole=is_whole, explained=explained) == (read, 1 - read)


@pytest.mark.parametrize(("weak", "inliers", "unread"), [(True, 10, 1), (True, 9, 0), (False, 20, 0)])
def test_what_is_arranged_like_a_note_is_told_as_unread(
    weak: bool, inliers: int, unread: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _taken(monkeypatch, is_whole=False, explained=False, weak=weak, inliers=inliers) == (0, unread)
