"""What two states are compared by: the times of frames, and the row that tells them."""

import json

import compare_runs
from compare_runs import Run


def test_frames_after_the_first_second_are_ranked() -> None:
    events = [
        {"kind": "frame", "t_s": 1.0, "decided_ms": 90.0},
        {"kind": "frame", "t_s": 1.1, "decided_ms": 20.0},
        {"kind": "status", "t_s": 2.0},
        {"kind": "frame", "t_s": 2.0, "decided_ms": 10.0},
    ]
    assert compare_runs.decided_ms(json.dumps(event) for event in events) == [10.0, 20.0]


def test_percentiles_are_of_the_values_themselves() -> None:
    ranked = [float(n) for n in range(1, 21)]
    assert [compare_runs.percentile(ranked, fraction) for fraction in (0.0, 0.5, 0.95, 1.0)] == [1.0, 11.0, 20.0, 20.0]


def test_a_row_tells_the_median_and_the_bounds() -> None:
    runs = [Run(1.0, 10.0, 20.0, 5.0), Run(3.0, 30.0, 40.0, 7.0), Run(2.0, 11.0, 22.0, 5.5)]
    assert compare_runs.told("old", runs) == (
        "| old | 2.00 (1.00 to 3.00) | 11.0 (10.0 to 30.0) | 22.0 (20.0 to 40.0) | 5.50 (5.00 to 7.00) |"
    )
