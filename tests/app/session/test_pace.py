"""A camera too slow for three agreeing pictures is told, once; a folder of pictures never."""

from app.session.pace import Pace


def said(pace: Pace, times_s: list[float]) -> list[float]:
    return [interval_s for time_s in times_s if (interval_s := pace.observe(time_s)) is not None]


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
