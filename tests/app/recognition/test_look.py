"""A look: where its pixels lie in the frame, and that nothing is compared twice."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Pairs, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.look import LOOKS, Look, LookedFor, look_at
from app.recognition.observation import Box


def _print(seed: int, height: int = 200, width: int = 400) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _whole(descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
    return descriptors


def _table() -> TemplateTable:
    return TemplateTable([detect_keypoints(scaled_grey(_print(seed)), 160) for seed in (1, 2)])


def _same(one: Pairs, other: Pairs) -> bool:
    ours, theirs = one.once(), other.once()
    return (ours.mine == theirs.mine).all() and np.allclose(ours.distances, theirs.distances, atol=1e-5)


@pytest.mark.parametrize("how", LOOKS)
def test_a_look_s_corners_are_those_of_the_part_in_the_frame(how: LookedFor) -> None:
    look = look_at(_print(1, 480, 640), Box(0.25, 0.25, 0.75, 0.75), how, _whole)
    height, width = look.grey.shape
    (left, top), (right, bottom) = cv2.perspectiveTransform(np.array([[[0.0, 0], [width, height]]]), look.to_frame)[0]
    kept = 0.5 * how.margin
    assert (left, top, right, bottom) == pytest.approx((0.25 - kept, 0.25 - kept, 0.75 + kept, 0.75 + kept), abs=0.01)


def test_keypoints_that_were_compared_are_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    table, look = _table(), look_at(_print(1), None, LOOKS[0], _whole)
    assert len(look.seen) > 350
    asked: list[tuple[int, int | None]] = []
    pairs = TemplateTable.pairs

    def counted(self: TemplateTable, seen: Keypoints, start: int = 0, stop: int | None = None) -> Pairs:
        asked.append((start, stop))
        return pairs(self, seen, start, stop)

    monkeypatch.setattr(TemplateTable, "pairs", counted)
    for stop in (200, 350, 350, None, None):
        found = look.pairs(table, stop)
    assert asked == [(0, 200), (200, 350), (350, len(look.seen))]
    assert _same(found, pairs(table, look.seen))


def test_another_table_is_compared_from_the_first_keypoint_on() -> None:
    one, other, look = _table(), _table(), look_at(_print(1), None, LOOKS[0], _whole)
    for table in (one, other, one):
        assert _same(look.pairs(table), table.pairs(look.seen))
    alone = TemplateTable(other.templates[:1])
    assert set(look.pairs(alone).rows.tolist()) == {0}


def test_in_a_mirror_the_same_keypoints_lie_on_the_other_side() -> None:
    look = look_at(_print(1), None, LOOKS[0], _whole)
    mirrored = look.mirrored()
    assert (mirrored.grey == look.grey[:, ::-1]).all()
    for point, other in zip(look.seen.points[:5].tolist(), mirrored.seen.points[:5].tolist(), strict=True):
        in_frame = cv2.perspectiveTransform(np.array([[point]]), look.to_frame)[0, 0]
        other_in_frame = cv2.perspectiveTransform(np.array([[other]]), mirrored.to_frame)[0, 0]
        assert in_frame == pytest.approx(other_in_frame, abs=1e-3)


def test_a_look_at_nothing_has_no_pairs() -> None:
    assert len(Look.of(np.full((60, 80), 9, np.uint8), _whole).pairs(_table()).mine) == 0
