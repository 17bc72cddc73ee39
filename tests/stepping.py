"""A clock that goes on by a quarter of a second each time that it is asked, so that what took how long is exact."""

from __future__ import annotations

import itertools

import pytest

STEP_S = 0.25
_START_S = 1000.0


@pytest.fixture
def stepping(monkeypatch: pytest.MonkeyPatch) -> None:
    """`time.perf_counter` is such a clock. Import the fixture to use it."""
    moments = itertools.count()
    monkeypatch.setattr("time.perf_counter", lambda: _START_S + STEP_S * next(moments))
