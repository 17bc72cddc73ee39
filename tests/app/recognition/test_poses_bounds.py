"""Poses at the numbers where a decision turns: how many keypoints, how far off, and when perspective is believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import poses
from app.recognition.keypoints import Keypoints, Match, Pairs
from app.recognition.outlines import outline_of, same_place
from app.recognition.poses import matches_of, refined

WIDE, HIGH = 320.0, 240.0


def _template(many: int = 40, seed: int = 1) -> Keypoints:
    """Places all over a note whose diagonal is 400 pixels."""
    rng = np.random.default_rng(seed)
    points = rng.uniform((0, 0), (WIDE, HIGH), (many, 2)).round()
    points[:4] = ((0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH))
    descriptors = np.eye(many, max(many, 8))
    zeros = np.zeros(many, np.float32)
    return Keypoints(points.astype(np.float32), descriptors.astype(np.float32), zeros, zeros + np.float32(2))


def _seen(template: Keypoints, homography: NDArray[np.float64], turn: float = 0.0, octaves: float = 0.0) -> Keypoints:
    at = cv2.perspectiveTransform(template.points[None].astype(np.float64), homography)[0]
    return replace(
        template,
        points=at.astype(np.float32),
        angles=template.angles + np.float32(turn),
        octaves=template.octaves + np.float32(octaves),
    )


def _pairs(which: Any, row: int = 0) -> Pairs:
    mine = np.asarray(which, np.intp)
    return Pairs(mine, np.full(len(mine), row, np.intp), mine, np.zeros(len(mine), np.float32))


def _moved(x: float, y: float) -> NDArray[np.float64]:
    return np.array([[1.0, 0, x], [0, 1, y], [0, 0, 1]])


@pytest.mark.parametrize(("many", "found"), [(4, 0), (5, 1), (6, 1)])
def test_five_keypoints_that_agree_are_a_pose(many: int, found: int) -> None:
    template = _template()
    seen = _seen(template, _moved(500, 300))
    matches = matches_of(seen, [template], _pairs(range(many)))
    assert len(matches) == found
    for match in matches:
        assert len(match.inliers) == many
        assert match.homography == pytest.approx(_moved(500, 300), abs=1e-3)
        assert match.inliers[:, 0].tolist() == match.inliers[:, 1].tolist()


def test_each_template_has_its_own_poses_and_those_of_most_keypoints_come_first() -> None:
    templates = [_template(seed=seed) for seed in (1, 2, 3)]
    places = [_moved(100, 80), _moved(900, 80), _moved(100, 700)]
    parts = [_seen(template, at) for template, at in zip(templates, places, strict=True)]
    seen = Keypoints(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("points", "descriptors", "angles", "octaves")
        )
    )
    shows = (range(8), range(20), range(12))
    mine = np.concatenate([np.asarray(which) + 40 * row for row, which in enumerate(shows)])
    rows = np.concatenate([np.full(len(which), row) for row, which in enumerate(shows)])
    theirs = np.concatenate([np.asarray(which) for which in shows])
    # In any order.
    order = np.random.default_rng(5).permutation(len(mine))
    pairs = Pairs(mine[order], rows[order], theirs[order], np.zeros(len(mine), np.float32))
    matches = matches_of(seen, templates, pairs)
    assert [(match.template, len(match.inliers)) for match in matches] == [(1, 20), (2, 12), (0, 8)]
    for match in matches:
        assert match.homography == pytest.approx(places[match.template], abs=0.05)


def test_what_has_too_few_votes_is_not_looked_at_closely() -> None:
    template = _template()
    seen, pairs = _seen(template, _moved(500, 300)), _pairs(range(20))
    assert len(matches_of(seen, [template], pairs, np.full(20, 5))) == 1
    assert matches_of(seen, [template], pairs, np.full(20, 4)) == []
    few = np.where(np.arange(20) < 7, 5, 4)
    (match,) = matches_of(seen, [template], pairs, few)
    assert sorted(match.inliers[:, 1].tolist()) == list(range(7))


def _groups(**off: Any) -> list[Match]:
    """Twelve keypoints of which the last six say something else: they are turned, larger or moved."""
    template = _template(12)
    seen = _seen(template, _moved(500, 300))
    last = np.arange(12) >= 6
    seen = replace(
        seen,
        angles=seen.angles + np.where(last, np.float32(off.get("turn", 0.0)), np.float32(0)),
        octaves=seen.octaves + np.where(last, np.float32(off.get("octaves", 0.0)), np.float32(0)),
    )
    return matches_of(seen, [template], _pairs(range(12)), np.full(12, 9))


@pytest.mark.parametrize("turn", [0.4, -0.4, 2 * np.pi - 0.4, 2 * np.pi + 0.4])
def test_keypoints_that_are_turned_a_little_otherwise_mean_the_same_note(turn: float) -> None:
    # Turned so, they also say that the middle lies somewhat elsewhere: less than a quarter of the diagonal.
    assert len(_groups(turn=turn)[0].inliers) == 12


@pytest.mark.parametrize("off", [{"turn": 0.5}, {"turn": np.pi}, {"octaves": 0.75}, {"octaves": -0.75}])
def test_what_is_turned_or_grown_much_more_is_not_of_the_same_pose(off: dict[str, float]) -> None:
    assert max((len(match.inliers) for match in _groups(**off)), default=0) <= 6


def test_of_one_template_eight_notes_are_found() -> None:
    template = _template(10)
    places = [_moved(500.0 * (n % 4), 400.0 * (n // 4)) for n in range(10)]
    parts = [_seen(template, at) for at in places]
    seen = Keypoints(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("points", "descriptors", "angles", "octaves")
        )
    )
    theirs = np.tile(np.arange(10), 10)
    pairs = Pairs(np.arange(100), np.zeros(100, np.intp), theirs, np.zeros(100, np.float32))
    assert len(matches_of(seen, [template], pairs)) == 8


def _fit(which: Any, homography: NDArray[np.float64], **noise: float) -> Match | None:
    template = _template(60)
    seen = _seen(template, homography)
    jitter = np.random.default_rng(3).normal(0, noise.get("px", 0.0), seen.points.shape)
    return poses._fitted(replace(seen, points=(seen.points + jitter).astype(np.float32)), template, 3, _pairs(which))


PERSPECTIVE = np.array([[1.0, 0.1, 300], [0.05, 1.0, 200], [2e-5, 1e-5, 1.0]])


@pytest.mark.parametrize(("many", "is_bent"), [(12, True), (11, False)])
def test_perspective_is_fitted_to_twelve_keypoints_from_all_over_the_note(many: int, is_bent: bool) -> None:
    match = _fit(range(many), PERSPECTIVE)
    if match is not None:
        assert match.template == 3
        assert bool(np.abs(match.homography[2, :2]).max() > 1e-6) is is_bent
    assert (match is not None) or not is_bent
    if is_bent:
        assert match is not None
        assert match.homography / match.homography[2, 2] == pytest.approx(PERSPECTIVE, abs=0.5)


def test_keypoints_of_one_end_tell_nothing_of_perspective() -> None:
    template = _template(60)
    left = np.flatnonzero(template.points[:, 0] < 0.5 * WIDE)
    assert len(left) > 20
    match = _fit(left, np.array([[1.1, 0.0, 300], [0.0, 1.1, 200], [1e-5, 0, 1.0]]))
    assert match is not None
    assert match.homography[2].tolist() == [0, 0, 1]
    wide = np.flatnonzero(template.points[:, 0] < 0.7 * WIDE)
    match = _fit(wide, np.array([[1.1, 0.0, 300], [0.0, 1.1, 200], [1e-5, 0, 1.0]]))
    assert match is not None
    assert match.homography[2, 0] != 0


def test_a_pose_that_skews_a_note_is_believed_from_many_keypoints_on() -> None:
    skewed = np.array([[1.0, 0.0, 300], [0.0, 0.6, 200], [0, 0, 1.0]])
    many, few = _fit(range(40), skewed), _fit(range(11), skewed)
    assert many is not None
    assert poses._skew(many.homography[:2]) > 1.5
    # Of few the note keeps its shape: then hardly any fit.
    assert few is None or poses._skew(few.homography[:2]) == pytest.approx(1.0, abs=1e-3)
    slightly = _fit(range(11), np.array([[1.0, 0.0, 300], [0.0, 0.7, 200], [0, 0, 1.0]]))
    assert slightly is not None
    assert len(slightly.inliers) == 11
    assert poses._skew(slightly.homography[:2]) == pytest.approx(1 / 0.7, abs=1e-3)


def test_what_is_no_note_is_no_pose() -> None:
    mirrored = np.array([[-1.0, 0.0, 900], [0.0, 1.0, 200], [0, 0, 1.0]])
    assert _fit(range(40), mirrored) is None
    assert _fit(range(4), _moved(9, 9)) is None
    assert _fit([], _moved(9, 9)) is None
    assert _fit(range(5), _moved(9, 9)) is not None


@pytest.mark.parametrize(
    ("affine", "skew"),
    [
        ([[2, 0, 5], [0, 1, 7]], 2.0),
        ([[0, -3, 0], [3, 0, 0]], 1.0),
        ([[1, 0, 0], [0, 4, 0]], 4.0),
        ([[1, 1, 0], [0, 1, 0]], 2.618),
    ],
)
def test_skew_is_how_many_times_one_direction_is_longer(affine: list[list[float]], skew: float) -> None:
    assert poses._skew(np.array(affine, np.float64)) == pytest.approx(skew, abs=1e-3)


def test_of_pairs_that_share_a_keypoint_the_first_is_kept() -> None:
    source = np.array([[0, 0], [10, 0], [0.3, 0.2], [20, 0], [30, 0]], np.float32)
    target = np.array([[5, 5], [15, 5], [25, 5], [15.2, 5], [45, 5]], np.float32)
    assert poses._once(source, target, np.arange(5)).tolist() == [0, 1, 4]
    assert poses._once(source, target, np.array([3, 1, 2])).tolist() == [3, 2]


def _shifted(px: float, distance: float, share: float = 0.5) -> tuple[Keypoints, Keypoints, Match]:
    """A note placed by its left part, and its right part, which lies off and looks somewhat unlike."""
    template = _template(60)
    seen = _seen(template, _moved(400, 300))
    right = template.points[:, 0] > share * WIDE
    points = seen.points + np.where(right[:, None], np.array([px, 0.0]), 0.0)
    descriptors = seen.descriptors.copy()
    descriptors[right, 7] += np.sqrt(distance)
    inliers = np.flatnonzero(~right)
    match = Match(0, np.stack([inliers, inliers], 1), _moved(400, 300))
    return replace(seen, points=points.astype(np.float32), descriptors=descriptors), template, match


def test_a_pose_is_fitted_again_to_all_that_is_alike_near_it() -> None:
    seen, template, match = _shifted(3.0, 0.3)
    again = refined(seen, template, match)
    assert len(again.inliers) > len(match.inliers) + 10
    assert again.template == match.template
    # A twentieth of the note's mean side, 277 pixels, is looked through; beyond, or unlike, nothing is found.
    for px, distance in ((15.0, 0.3), (3.0, 0.4)):
        seen, template, match = _shifted(px, distance)
        assert len(refined(seen, template, match).inliers) <= len(match.inliers)


def test_a_pose_that_fits_fewer_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, template, match = _shifted(3.0, 0.3)
    for many, is_taken in ((len(match.inliers), True), (len(match.inliers) - 1, False)):
        other = replace(match, inliers=np.zeros((many, 2), np.intp))
        monkeypatch.setattr(poses, "_fitted", lambda *_, other=other: other)
        assert refined(seen, template, match) is (other if is_taken else match)
    monkeypatch.setattr(poses, "_fitted", lambda *_: None)
    assert refined(seen, template, match) is match


def test_what_lies_off_all_of_the_note_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    template = _template(60)
    seen = _seen(template, _moved(400, 300))
    # Alike keypoints just inside and just outside of a twentieth of the mean side around the note: 13.86 pixels.
    reach = 0.05 * float(np.sqrt(WIDE * HIGH))
    offs = [(-reach + 0.1, 0), (-reach - 0.1, 0), (0, -reach + 0.1), (0, -reach - 0.1)]
    offs += [(reach - 0.1, 0), (reach + 0.1, 0), (0, reach - 0.1), (0, reach + 0.1)]
    at = np.array([(400, 300)] * 4 + [(400 + WIDE, 300 + HIGH)] * 4, np.float64) + np.array(offs)
    corner = np.array([0] * 4 + [2] * 4)
    more = Keypoints(at.astype(np.float32), template.descriptors[corner], *[np.zeros(8, np.float32)] * 2)
    asked: list[Pairs] = []

    def fitted(seen: Keypoints, template: Keypoints, row: int, pairs: Pairs) -> None:
        asked.append(pairs)

    monkeypatch.setattr(poses, "_fitted", fitted)
    everything = np.arange(60)
    refined(more, template, Match(4, np.stack([everything, everything], 1), _moved(400, 300)))
    near = {(int(mine), int(theirs)) for mine, theirs in zip(asked[0].mine, asked[0].theirs, strict=True)}
    assert {mine for mine, _ in near} <= {0, 2, 4, 6}
    # Of a place the nearest in looks is taken once.
    assert {theirs for _, theirs in near} == {0, 2}
    assert same_place(outline_of(template.points, _moved(400, 300)), outline_of(seen.points, np.eye(3))) > 0.99


def test_keypoints_of_the_four_quarters_come_each_strongest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[tuple[int, ...], int]] = []

    def detect(grey: NDArray[np.uint8], most: int) -> Keypoints:
        asked.append((grey.shape, most))
        # In each quarter: its middle, a place in the strip beyond its inner edge, and one at its very corner.
        high, wide = grey.shape
        points = np.array([[wide / 2, high / 2], [wide - 1, high - 1], [0, 0]], np.float32)
        return Keypoints(points, np.zeros((3, 8), np.float32), np.zeros(3, np.float32), np.arange(3, dtype=np.float32))

    monkeypatch.setattr(poses, "detect_keypoints", detect)
    found = poses.detected(np.zeros((400, 600), np.uint8))
    assert asked == [((248, 348), 2250)] * 4
    # The strip beyond a quarter is the next one's; the picture's own corners are nobody else's.
    assert found.points.tolist() == [
        [174, 124], [426, 124], [174, 276], [426, 276], [0, 0], [599, 399]
    ]  # fmt: skip
    monkeypatch.setattr(poses, "_KEYPOINTS", 5)
    assert len(poses.detected(np.zeros((400, 600), np.uint8))) == 5


@pytest.mark.parametrize(("many", "is_believed"), [(25, True), (24, False)])
def test_a_skewed_pose_is_believed_from_just_so_many_keypoints_on(many: int, is_believed: bool) -> None:
    skewed = np.array([[1.0, 0.0, 300], [0.0, 0.6, 200], [0, 0, 1.0]])
    match = _fit(range(many), skewed)
    assert (match is not None and len(match.inliers) == many) is is_believed


@pytest.mark.parametrize(("skew", "is_believed"), [(1.5, True), (1.5001, False)])
def test_a_pose_skews_no_more_than_the_very_limit(
    skew: float, is_believed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poses, "_skew", lambda affine: skew)
    match = _fit(range(11), np.array([[1.0, 0.0, 300], [0.0, 0.6, 200], [0, 0, 1.0]]))
    assert (match is not None and len(match.inliers) == 11) is is_believed


@pytest.mark.parametrize(("off", "distance", "pairs"), [(4.0, 0.0, 0), (3.9375, 0.0, 1), (0.0, 0.25, 0), (0.0, 0.2, 1)])
def test_a_keypoint_that_lies_or_looks_off_by_the_very_limit_is_not_of_the_note(
    off: float, distance: float, pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poses, "_SEARCHED", 0.0625)
    monkeypatch.setattr(poses, "_ALIKE", 0.25)
    zeros = np.zeros(4, np.float32)
    # The mean side is 64 pixels.
    corners = np.array([[0, 0], [64, 0], [64, 64], [0, 64]], np.float32)
    template = Keypoints(corners, np.zeros((4, 8), np.float32), zeros, zeros)
    for step in ((off, 0), (-off, 0), (0, off), (0, -off)):
        seen = template.of(np.arange(1))
        descriptors = np.array([[np.sqrt(distance), *[0.0] * 7]], np.float32)
        seen = replace(seen, points=seen.points + np.array([step], np.float32), descriptors=descriptors)
        asked: list[Pairs] = []
        monkeypatch.setattr(poses, "_fitted", lambda seen, template, row, pairs, asked=asked: asked.append(pairs))
        refined(seen, template, Match(0, np.zeros((4, 2), np.intp), np.eye(3)))
        assert len(asked[0].mine) == pairs


def test_a_keypoint_between_two_quarters_is_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def detect(grey: NDArray[np.uint8], most: int) -> Keypoints:
        # In the quarters' own pixels: the middle of a picture of 600 by 400, once from each side.
        points = np.array([[x, y] for x in (300, 48) for y in (200, 48)], np.float32)
        zeros = np.zeros(4, np.float32)
        return Keypoints(points, np.zeros((4, 8), np.float32), zeros, zeros)

    monkeypatch.setattr(poses, "detect_keypoints", detect)
    found = poses.detected(np.zeros((400, 600), np.uint8)).points.tolist()
    assert found.count([300, 200]) == 1


def test_perspective_is_believed_of_keypoints_from_more_than_the_very_fraction_of_each_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = _template(60)
    wide = np.flatnonzero(template.points[:, 0] < 0.7 * WIDE)
    across = float(np.ptp(template.points[wide, 0])) / WIDE
    assert across * WIDE == float(np.ptp(template.points[wide, 0]))
    for held, is_bent in ((across, False), (np.nextafter(across, 0), True)):
        monkeypatch.setattr(poses, "_HELD", held)
        match = _fit(wide, np.array([[1.1, 0.0, 300], [0.0, 1.1, 200], [1e-5, 0, 1.0]]))
        assert match is not None
        assert bool(match.homography[2, 0] != 0) is is_bent


def _bent(monkeypatch: pytest.MonkeyPatch, fits: NDArray[np.bool_]) -> bool:
    """Whether perspective is believed that fits these of sixty keypoints from all over a note."""
    found = (PERSPECTIVE, fits.astype(np.uint8)[:, None])
    monkeypatch.setattr("app.recognition.poses.cv2.findHomography", lambda *_, **__: found)
    match = _fit(range(60), _moved(300, 200))
    assert match is not None
    return bool(match.homography[2, 0] != 0)


def test_perspective_that_fits_few_keypoints_or_a_strip_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = _template(60).points
    assert _bent(monkeypatch, np.arange(60) < 12)
    assert not _bent(monkeypatch, np.arange(60) < 11)
    strip = points[:, 1] < 0.35 * HIGH
    assert strip.sum() >= 12
    assert not _bent(monkeypatch, strip)
