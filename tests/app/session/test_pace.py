"""A camera or a computer too slow for three agreeing pictures is told, once; a folder of pictures never."""

import pytest

from app.session.pace import Pace, Slowness


def slowness(pace: Pace, times_s: list[float], *, step: int = 1) -> list[Slowness]:
    """What is told of frames at these times, of which one in `step` is looked at."""
    told = [pace.observe(time_s, step * index) for index, time_s in enumerate(times_s)]
    return [slow for slow in told if slow is not None]


def said(pace: Pace, times_s: list[float]) -> list[float]:
    return [slow.interval_s for slow in slowness(pace, times_s)]


@pytest.mark.parametrize(("step", "is_cameras"), [(1, True), (10, False)])
def test_the_camera_is_not_blamed_for_a_computer_that_has_no_time(step: int, is_cameras: bool) -> None:
    pace = Pace()
    pace.begin(may_be_slow=True)
    assert slowness(pace, [0.0, 2.0, 4.0, 6.0, 8.0], step=step) == [Slowness(2.0, is_cameras)]


def test_a_slow_camera_is_told_once_with_the_median_of_its_intervals() -> None:
    pace = Pace()
    pace.begin(may_be_slow=True)
    assert said(pace, [0.0, 1.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0]) == [1.0]


def test_one_long_interval_makes_no_camera_slow() -> None:
    pace = Pace()
    pace.begin(may_be_slow=True)
    assert said(pace, [0.0, 0.1, 0.2, 9.0, 9.1, 9.2, 9.3]) == []


def test_what_has_no_pace_is_never_told() -> None:
    pace = Pace()
    pace.begin(may_be_slow=False)
    assert said(pace, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]) == []


def test_another_source_is_measured_anew() -> None:
    pace = Pace()
    pace.begin(may_be_slow=True)
    said(pace, [0.0, 1.0, 2.0, 3.0, 4.0])
    pace.begin(may_be_slow=True)
    assert said(pace, [0.0, 2.0, 4.0, 6.0]) == []
    assert said(pace, [8.0]) == [2.0]
