"""Which keypoints tell a template from other values, and how far a note that nobody had seen would agree with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition.compared import Compared
from app.recognition.keypoints import Keypoints, Match
from app.recognition.packs import Pack
from app.recognition.templates import KnownPrint
from convert.data.pack_pictures import PackPicture
from convert.export.pack_own import SharedPrint
from tests.app.recognition.small_pack import small_pack, template

KEYPOINTS = 60


def _pack() -> Pack:
    templates = tuple(template(value, "current", "front", KEYPOINTS) for value in ("50", "100", "200"))
    return replace(small_pack(), templates=templates)


def _tried(pack: Pack, value: str, number: int, near: range, inliers: int = 8) -> tuple[PackPicture, list[Compared]]:
    """A picture that shows some of a template's keypoints, and something else at the others."""
    distances = np.full(KEYPOINTS, 0.7, np.float32)
    distances[list(near)] = 0.1
    known = KnownPrint(f"KES/{pack.templates[number].value}", Keypoints.none())
    match = Match(number, np.zeros((inliers, 2), np.intp), np.eye(3))
    compared = Compared(known, match, np.zeros(1), 0.0, 0.0, 1.0, np.eye(3), distances)
    return PackPicture(Path(f"{value}.jpg"), "KES", value, "current", "front", True, "", ""), [compared]


def test_a_keypoint_is_a_templates_own_when_no_other_value_shows_it() -> None:
    pack = _pack()
    tried = [
        _tried(pack, "100", 0, range(10)),
        _tried(pack, "200", 0, range(5, 20)),
        # Its own note shows all of it, and what hardly matches lies anywhere.
        _tried(pack, "50", 0, range(KEYPOINTS)),
        _tried(pack, "100", 0, range(40, 60), inliers=7),
    ]
    shared = SharedPrint(pack, tried)
    assert np.flatnonzero(~shared.own(0)).tolist() == list(range(20))
    assert np.flatnonzero(~shared.own(0, without={("200", "current")})).tolist() == list(range(10))
    assert shared.own(1).all()


@pytest.mark.parametrize(("near", "own"), [(40, 20), (41, KEYPOINTS)])
def test_all_keypoints_decide_where_hardly_any_is_its_own(near: int, own: int) -> None:
    pack = _pack()
    shared = SharedPrint(pack, [_tried(pack, "100", 0, range(near))])
    assert shared.own(0).sum() == own
    assert shared.own(0, without={("100", "current")}).all()


@pytest.mark.parametrize(("near", "fraction"), [(0, 1.0), (30, 0.5), (54, 0.1), (60, 0.0)])
def test_how_much_is_its_own_is_told_also_where_that_is_too_little_to_decide(near: int, fraction: float) -> None:
    shared = SharedPrint(_pack(), [_tried(_pack(), "100", 0, range(near))])
    assert shared.own_fraction(0) == pytest.approx(fraction)
    assert shared.own_fraction(0, without={("100", "current")}) == 1.0


def test_a_note_reaches_more_when_nobody_had_seen_it() -> None:
    pack = _pack()
    tried = [_tried(pack, "100", 0, range(40)), _tried(pack, "200", 0, range(10))]
    shared = SharedPrint(pack, tried)
    assert shared.reach(tried) == pytest.approx([0.3, 0, 0])
    assert shared.reach(tried, unseen=True) == pytest.approx([0.9, 0, 0])
    # As if 100 were not there, its pictures say nothing either.
    assert shared.reach(tried, without={("100", "current")}, unseen=True) == pytest.approx([0.3, 0, 0])


@pytest.mark.parametrize(("distance", "own"), [(0.25, KEYPOINTS), (0.2421875, KEYPOINTS - 10)])
def test_what_is_off_by_just_the_limit_is_its_own(distance: float, own: int) -> None:
    pack = _pack()
    picture, (compared,) = _tried(pack, "100", 0, range(10))
    assert compared.distances is not None
    compared.distances[:10] = distance
    assert SharedPrint(pack, [(picture, [compared])]).own(0).sum() == own


@pytest.mark.parametrize(("shown", "reach"), [(0.5, 0.25), (0.51, 0.0)])
def test_only_a_picture_that_shows_enough_of_a_template_reaches_it(
    shown: float, reach: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = _pack()
    tried = [_tried(pack, "100", 0, range(10))]
    shared = SharedPrint(pack, tried)
    monkeypatch.setattr(shared, "_shown", shown)
    monkeypatch.setattr(shared, "_agreement", lambda one, hidden: (0.25, 0.5))
    assert shared.reach(tried) == [reach, 0.0, 0.0]
