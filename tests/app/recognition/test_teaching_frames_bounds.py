"""Frames that are gathered of a note, at the numbers where one is refused, kept, or enough."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition import teaching_frames
from app.recognition.observation import Box
from app.recognition.teaching_frames import FrameRules, Gathered, SideGatherer, TeachHint, moved_part, outlined_part
from tests.app.recognition.held import seen

H = TeachHint
PICTURE = np.zeros((48, 64, 3), np.uint8)
NOTE = Box(0.25, 0.25, 0.75, 0.75)


@pytest.fixture
def gatherer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One whose shots have as many keypoints as it says, and of which no two show the same."""
    made: Any = SideGatherer(rules=FrameRules(wanted=3, enough=2, strangers=2))
    made.many = 60
    monkeypatch.setattr(
        teaching_frames,
        "shot_of",
        lambda picture, box: SimpleNamespace(keypoints=range(made.many)) if made.many else None,
    )
    monkeypatch.setattr(teaching_frames, "without_what_stayed", lambda shot, shots: shot)
    monkeypatch.setattr(teaching_frames, "moved_part", lambda small, before: None)
    monkeypatch.setattr(teaching_frames, "outlined_part", lambda small: None)
    made._take = made._keep
    return made


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"brightness": 0.0799}, H.TOO_DARK),
        ({"brightness": 0.08}, None),
        ({"brightness": 0.95}, None),
        ({"brightness": 0.9501}, H.TOO_BRIGHT),
        ({"sharpness": 29.9}, H.SLOWER),
        ({"sharpness": 30.0}, None),
    ],
)
def test_light_and_sharpness_just_suffice(changes: dict[str, float], hint: TeachHint | None, gatherer: Any) -> None:
    found = gatherer.look(PICTURE, seen(0.0, NOTE, **changes))
    assert (found.hint, found.is_new) == (hint, hint is None)


@pytest.mark.parametrize(("side", "hint"), [(0.299, H.CLOSER), (0.3, None), (0.97, None), (0.9701, H.FURTHER_AWAY)])
def test_a_note_is_neither_too_small_nor_too_large(side: float, hint: TeachHint | None, gatherer: Any) -> None:
    for box in (Box(0.0, 0.0, side, 0.2), Box(0.0, 0.0, 0.2, side)):
        fresh = gatherer._in_the_way(seen(0.0, box), box)
        assert fresh is hint


@pytest.mark.parametrize(("many", "hint"), [(0, H.TOO_PLAIN), (59, H.TOO_PLAIN), (60, None)])
def test_a_note_shows_sixty_keypoints(many: int, hint: TeachHint | None, gatherer: Any) -> None:
    gatherer.many = many
    assert gatherer.look(PICTURE, seen(0.0, NOTE)).hint is hint


def test_nothing_is_to_be_seen_where_nothing_stands_out(gatherer: Any) -> None:
    assert gatherer.look(PICTURE, seen(0.0, None)).hint is H.NOTHING


@pytest.mark.parametrize(("after_s", "looked"), [(0.24, False), (0.25, True), (-0.1, True), (0.0, False)])
def test_a_quarter_of_a_second_lies_between_two_looks(after_s: float, looked: bool, gatherer: Any) -> None:
    gatherer.look(PICTURE, seen(1.0, NOTE))
    found = gatherer.look(PICTURE, seen(1.0 + after_s, NOTE))
    assert found.is_new is looked
    assert found.kept == 1 + looked


def _times(gatherer: Any, *times_s: float) -> list[Gathered]:
    return [gatherer.look(PICTURE, seen(at_s, NOTE)) for at_s in times_s]


def test_a_side_is_done_with_as_many_frames_as_are_wanted(gatherer: Any) -> None:
    assert [each.is_done for each in _times(gatherer, 0.0, 1.0, 2.0)] == [False, False, True]


@pytest.mark.parametrize(("after_s", "is_done"), [(24.5, False), (25.0, True)])
def test_fewer_will_do_when_the_time_is_just_up(after_s: float, is_done: bool, gatherer: Any) -> None:
    _times(gatherer, 1.0)
    assert _times(gatherer, 1.0 + after_s)[0].is_done is is_done
    gatherer.many = 0
    assert not SideGatherer()._is_done(99.0)


def test_one_frame_alone_is_not_enough_however_late(gatherer: Any) -> None:
    _times(gatherer, 1.0)
    gatherer.many = 0
    assert not _times(gatherer, 99.0)[0].is_done


def test_strangers_in_turn_begin_anew_while_few_are_kept(gatherer: Any) -> None:
    _times(gatherer, 1.0, 2.0)
    first = gatherer._is_stranger(SimpleNamespace(), 3.0)
    assert (first.kept, first.hint, first.is_new) == (2, None, False)
    second = gatherer._is_stranger(SimpleNamespace(), 4.0)
    assert (second.kept, second.is_new) == (1, True)
    assert gatherer._first_s == 4.0


def test_with_more_than_enough_no_stranger_begins_anew(gatherer: Any) -> None:
    gatherer.rules = FrameRules(wanted=9, enough=2, strangers=1)
    _times(gatherer, 1.0, 2.0, 3.0)
    found = gatherer._is_stranger(SimpleNamespace(), 4.0)
    assert (found.kept, found.is_new) == (3, False)


SMALL = np.full((90, 160), 100, np.uint8)


@pytest.mark.parametrize(("levels", "moved"), [(18, False), (19, True), (60, True)])
def test_what_changed_by_more_than_eighteen_levels_has_moved(levels: int, moved: bool) -> None:
    now = SMALL.copy()
    now[20:70, 30:120] += np.uint8(levels)
    box = moved_part(now, SMALL)
    assert (box is not None) is moved
    if box is not None and levels == 60:
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((30 / 160, 20 / 90, 0.75, 70 / 90), abs=0.02)


def test_nothing_moves_in_the_first_picture_or_in_one_of_another_size() -> None:
    now = SMALL.copy()
    now[20:70, 30:120] = 200
    assert moved_part(now, None) is None
    assert moved_part(now, SMALL[:-1]) is None
    assert moved_part(SMALL, SMALL) is None


def test_a_rectangle_that_stands_out_is_found_where_it_is() -> None:
    now = SMALL.copy()
    now[20:70, 30:120] = 220
    box = outlined_part(now)
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((30 / 160, 20 / 90, 0.75, 70 / 90), abs=0.03)
    assert outlined_part(SMALL) is None


@pytest.mark.parametrize(
    ("shape", "small"), [((480, 640), (120, 160)), ((100, 1000), (16, 160)), ((10, 1000), (8, 160))]
)
def test_pictures_are_made_small(shape: tuple[int, int], small: tuple[int, int]) -> None:
    picture = np.full((*shape, 3), (10, 20, 30), np.uint8)
    found = teaching_frames._small(picture)
    assert found.shape == small
    assert 19 <= int(found.mean()) <= 22


@pytest.mark.parametrize(("many", "hint"), [(40, None), (39, H.TILT)])
def test_what_is_left_of_a_note_once_what_stayed_is_taken_away_has_enough_keypoints(
    many: int, hint: TeachHint | None
) -> None:
    made: Any = SideGatherer(rules=FrameRules(least_keypoints=40))
    made._keep = lambda shot, now_s: made._gathered(None)
    shot: Any = SimpleNamespace(keypoints=range(many))
    assert made._take(shot, 0.0).hint is hint


class _Table:
    """Finds kept shots by so many inliers, each of which lies so far from where it lay."""

    def __init__(self, inliers: int) -> None:
        self.inliers = inliers

    def match(self, seen: object) -> list[Any]:
        rows = np.arange(self.inliers)
        return [SimpleNamespace(template=0, inliers=np.stack([rows, rows], 1))]


@pytest.mark.parametrize(
    ("inliers", "moved", "hint", "kept"),
    [(12, 0.25, None, 2), (12, 0.2421875, H.TILT, 1), (11, 0.25, None, 1), (11, 0.0, None, 1)],
)
def test_the_same_side_is_kept_where_it_moved_by_the_very_limit(
    inliers: int, moved: float, hint: TeachHint | None, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fewer inliers are a stranger's, which is not kept at once."""
    monkeypatch.setattr(teaching_frames, "TemplateTable", lambda templates: _Table(inliers))
    made: Any = SideGatherer(rules=FrameRules(least_keypoints=1, same_side=12, moved=0.25))
    zeros = np.zeros((20, 2), np.float32)
    first, second = (
        SimpleNamespace(keypoints=range(20), in_frame=zeros + np.array([off, 0], np.float32)) for off in (0, moved)
    )
    made._take(first, 0.0)
    found = made._take(second, 1.0)
    assert (found.hint, len(made.shots)) == (hint, kept)


@pytest.mark.parametrize(("inliers", "hint"), [(12, H.TURN_OVER), (11, None)])
def test_the_side_that_was_gathered_before_is_known_again_by_so_many_inliers(
    inliers: int, hint: TeachHint | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Any = SideGatherer(rules=FrameRules(least_keypoints=1, same_side=12))
    made._other = _Table(inliers)
    shot: Any = SimpleNamespace(keypoints=range(20))
    assert made._take(shot, 0.0).hint is hint


@pytest.mark.parametrize(("side", "area", "is_note"), [(100, 0.25, False), (101, 0.25, True)])
def test_what_stands_out_is_larger_than_the_very_least(
    side: int, area: float, is_note: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_frames, "_LEAST_SHARE", area)
    mask = np.zeros((200, 200), np.uint8)
    # A contour runs through the middles of its outermost pixels.
    mask[20 : 21 + side, 20:121] = 1
    assert (teaching_frames._largest(mask, 0.0) is not None) is is_note


@pytest.mark.parametrize(("most", "is_note"), [(0.25, False), (0.2500001, True)])
def test_what_stands_out_is_smaller_than_the_very_most(
    most: float, is_note: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_frames, "_MOST_SHARE", most)
    mask = np.zeros((200, 200), np.uint8)
    mask[20:121, 20:121] = 1
    assert (teaching_frames._largest(mask, 0.0) is not None) is is_note
