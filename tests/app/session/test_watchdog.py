"""The watchdog: a frame that hangs is noticed once, and so is what fails again and again."""

import pytest

from app.session.watchdog import Watchdog


def test_a_frame_that_hangs_is_noticed_once() -> None:
    watchdog = Watchdog()
    assert not watchdog.is_newly_stuck(100.0)
    watchdog.begin(100.0)
    assert not watchdog.is_newly_stuck(101.9)
    assert watchdog.is_newly_stuck(102.0)
    assert not watchdog.is_newly_stuck(110.0)
    assert watchdog.is_stuck(110.0), "as long as it lasts, whether it was told or not"
    watchdog.end()
    assert not watchdog.is_stuck(120.0)
    assert not watchdog.is_newly_stuck(120.0)
    watchdog.begin(130.0)
    assert watchdog.is_newly_stuck(133.0), "another frame is another matter"


def test_five_failures_within_a_minute_are_too_many() -> None:
    watchdog = Watchdog()
    assert [watchdog.has_failed_too_often(at_s) for at_s in (0.0, 20.0, 40.0, 59.0, 61.0)] == [False] * 5
    assert not watchdog.has_failed_too_often(81.0)
    assert watchdog.has_failed_too_often(90.0), "of 40, 59, 61, 81 and 90"


@pytest.mark.parametrize(("last_s", "too_often"), [(60.0, True), (60.125, False)])
def test_a_minute_is_counted_from_the_first_of_five(last_s: float, too_often: bool) -> None:
    watchdog = Watchdog()
    assert not any(watchdog.has_failed_too_often(at_s) for at_s in (0.0, 1.0, 2.0, 3.0))
    assert watchdog.has_failed_too_often(last_s) is too_often


def test_the_same_frame_is_no_news_though_another_asks() -> None:
    watchdog = Watchdog()
    watchdog.begin(0.0)
    assert watchdog.is_stuck(2.0)
    assert not watchdog.is_stuck(1.875)
    assert watchdog.is_newly_stuck(2.5), "asking whether it is stuck tells nobody"
    watchdog.begin(10.0)
    assert not watchdog.is_newly_stuck(11.0)
