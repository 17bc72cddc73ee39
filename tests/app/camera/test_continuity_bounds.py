"""When pictures are lost and back, at the very moment, on a clock whose ticks are exact."""

from __future__ import annotations

import numpy as np
import pytest

from app.camera.continuity import LOST_AFTER_S, UNKNOWN_PACE_S, Change, Continuity, Flow, Stillness


def _flowing(period_s: float = 0.125, pictures: int = 6) -> tuple[Continuity, float]:
    """A source whose pictures came for a while, and when the last of them did."""
    continuity = Continuity()
    now_s = 0.0
    for number in range(pictures):
        now_s = number * period_s
        continuity.picture(now_s)
    return continuity, now_s


def _flow(continuity: Continuity) -> Flow:
    return continuity.flow


def test_the_first_picture_opens_and_the_next_flow() -> None:
    continuity = Continuity()
    assert _flow(continuity) is Flow.NONE
    assert continuity.look(100.0) is None
    assert continuity.broke(100.0) is None
    assert continuity.picture(100.0) is Change.OPENED
    assert continuity.picture(101.0) is None
    assert _flow(continuity) is Flow.FLOWING


@pytest.mark.parametrize(("silent_s", "told"), [(LOST_AFTER_S - 0.125, None), (LOST_AFTER_S, Change.LOST)])
def test_who_hangs_just_so_long_is_lost(silent_s: float, told: Change | None) -> None:
    continuity, last_s = _flowing()
    assert continuity.look(last_s + silent_s) is told


@pytest.mark.parametrize(("silent_s", "told"), [(4.75, None), (5.0, Change.LOST)])
def test_a_slow_source_has_two_and_a_half_of_its_periods(silent_s: float, told: Change | None) -> None:
    continuity, last_s = _flowing(2.0)
    assert continuity.look(last_s + silent_s) is told


@pytest.mark.parametrize(("silent_s", "told"), [(2.75, None), (3.0, Change.LOST)])
def test_a_slow_source_that_broke_has_one_and_a_half(silent_s: float, told: Change | None) -> None:
    continuity, last_s = _flowing(2.0)
    assert continuity.broke(last_s) is Change.INTERRUPTED
    assert continuity.look(last_s + silent_s) is told


@pytest.mark.parametrize(("pictures", "patience_s"), [(1, UNKNOWN_PACE_S), (2, UNKNOWN_PACE_S), (3, LOST_AFTER_S)])
def test_a_pace_is_known_from_two_periods_on(pictures: int, patience_s: float) -> None:
    continuity, last_s = _flowing(0.125, pictures)
    assert continuity.look(last_s + patience_s - 0.125) is None
    assert continuity.look(last_s + patience_s) is Change.LOST
    continuity, last_s = _flowing(0.125, pictures)
    continuity.broke(last_s)
    assert continuity.look(last_s + LOST_AFTER_S - 0.125) is None
    assert continuity.look(last_s + LOST_AFTER_S) is Change.LOST


def _returned(continuity: Continuity, start_s: float, steady_s: float) -> Change | None:
    """What the picture tells that comes so long after the first of a return, one each eighth of a second before."""
    told = None
    for number in range(int(steady_s * 8) + 1):
        told = continuity.picture(start_s + number / 8)
    return told


@pytest.mark.parametrize(("steady_s", "told"), [(0.875, None), (1.0, Change.BACK)])
def test_a_lost_source_is_back_once_it_is_steady_for_just_a_second(steady_s: float, told: Change | None) -> None:
    continuity, last_s = _flowing()
    assert continuity.look(last_s + 1.0) is Change.LOST
    assert _returned(continuity, last_s + 2.0, steady_s) is told


def test_three_pictures_at_least_make_a_return() -> None:
    continuity, last_s = _flowing(2.0)
    continuity.look(last_s + 5.0)
    assert [continuity.picture(last_s + 6.0 + 2 * number) for number in range(3)] == [None, None, Change.BACK]


@pytest.mark.parametrize(("gap_s", "flow"), [(1.0, Flow.FLOWING), (1.125, Flow.RETURNING)])
def test_a_return_begins_anew_after_a_longer_gap(gap_s: float, flow: Flow) -> None:
    continuity, last_s = _flowing()
    continuity.look(last_s + 1.0)
    assert _returned(continuity, last_s + 2.0, 0.5) is None
    continuity.picture(last_s + 2.5 + gap_s)
    assert _flow(continuity) is flow


@pytest.mark.parametrize(
    ("after_s", "needed_s"),
    [(0.0, 2.0), (59.875, 2.0), (60.0, 1.0)],
)
def test_who_is_lost_again_soon_must_be_steady_for_longer(after_s: float, needed_s: float) -> None:
    continuity, last_s = _flowing()
    continuity.look(last_s + 1.0)
    assert _returned(continuity, 10.0, 1.0) is Change.BACK
    for number in range(int(after_s * 8)):
        continuity.picture(11.125 + number / 8)
    assert continuity.look(11.0 + after_s + 1.0) is Change.LOST
    assert _returned(continuity, 100.0, needed_s - 0.125) is None
    assert continuity.picture(100.0 + needed_s) is Change.BACK


def test_the_longest_that_is_asked_for_is_a_minute() -> None:
    continuity, now_s = _flowing()
    needed_s = 1.0
    for _ in range(8):
        continuity.look(now_s + 1.0)
        now_s += 2.0
        assert _returned(continuity, now_s, needed_s - 0.125) is None
        now_s += needed_s
        assert continuity.picture(now_s) is Change.BACK
        needed_s = min(2 * needed_s, 60.0)


def test_who_breaks_off_on_returning_is_lost_without_a_word() -> None:
    continuity, last_s = _flowing()
    continuity.look(last_s + 1.0)
    continuity.picture(last_s + 2.0)
    assert continuity.broke(last_s + 2.0) is None
    assert _flow(continuity) is Flow.LOST
    continuity.picture(last_s + 3.0)
    assert _flow(continuity) is Flow.RETURNING
    assert continuity.look(last_s + 4.0) is None
    assert _flow(continuity) is Flow.LOST
    assert continuity.broke(last_s + 5.0) is None


NOISE = np.random.default_rng(1).integers(0, 255, (48, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize(("still_s", "told"), [(9.875, None), (10.0, True)])
def test_a_picture_that_stands_for_just_ten_seconds_is_frozen(still_s: float, told: bool | None) -> None:
    stillness = Stillness()
    assert stillness.picture(NOISE, 5.0) is None
    assert stillness.picture(NOISE.copy(), 5.0 + still_s) is told
    assert stillness.picture(NOISE.copy(), 20.0) is (None if told else True)
    assert stillness.is_frozen
    assert stillness.picture(NOISE.copy(), 40.0) is None
    assert stillness.picture(NOISE + 1, 41.0) is False
    assert not stillness.is_frozen
    assert stillness.picture(NOISE + 2, 42.0) is None


@pytest.mark.parametrize(("contrast", "told"), [(15, None), (16, True)])
def test_a_picture_of_one_brightness_does_not_stand_still(contrast: int, told: bool | None) -> None:
    stillness = Stillness()
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[16] = contrast
    stillness.picture(picture, 0.0)
    assert stillness.picture(picture.copy(), 10.0) is told


def test_a_picture_that_differs_in_one_pixel_or_in_size_moves() -> None:
    for other in (NOISE[:-1], np.where(np.arange(64)[None, :, None] == 33, NOISE ^ 1, NOISE)):
        stillness = Stillness()
        stillness.picture(NOISE, 0.0)
        assert stillness.picture(np.asarray(other, np.uint8), 10.0) is None
        assert not stillness.is_frozen
