"""Where a template may lie: what a note that is seen in part must show before its value is named."""

from __future__ import annotations

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints, Match
from app.recognition.placed import LIKE_TEMPLATE, Place, Scored, told_by_a_part
from app.recognition.templates import KnownPrint


def _scored(alike: int, unlike: int, covered: int, *, is_clear: bool = True) -> Scored:
    """A note of so many places that look like the template's, that do not, and that others cover."""
    near, far = LIKE_TEMPLATE - 0.01, LIKE_TEMPLATE
    distances = np.array([near] * alike + [far] * unlike + [near] * covered, np.float32)
    free = np.arange(len(distances)) < alike + unlike
    match = Match(0, np.zeros((0, 2), np.intp), np.eye(3))
    everywhere = np.ones(len(distances), bool)
    place = Place(
        KnownPrint("XTS/20", Keypoints.none()),
        match,
        match,
        ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        np.zeros((len(distances), 2)),
        distances,
        everywhere,
        free,
        np.zeros((0, len(distances)), bool),
    )
    return Scored(place, free, 10, 3.0, 0.8, 0.95, 3.0, is_whole=True, is_clear=is_clear, is_weak=True)


@pytest.mark.parametrize(
    ("alike", "unlike", "is_clear"),
    [(40, 0, True), (39, 0, False), (40, 10, True), (40, 11, False), (22, 0, False), (200, 60, False)],
)
def test_a_part_names_a_value_only_by_many_places_that_nearly_all_are_alike(
    alike: int, unlike: int, is_clear: bool
) -> None:
    assert told_by_a_part(_scored(alike, unlike, 100)).is_clear is is_clear


def test_what_was_not_clear_does_not_become_so() -> None:
    scored = told_by_a_part(_scored(100, 0, 0, is_clear=False))
    assert not scored.is_clear
    assert scored.is_weak
