"""Parts are asked to end all at once, and waited for together, by parts written by hand."""

import threading
from collections.abc import Callable

import pytest

from app.session.closing import Closing

PATIENCE_S = 10.0


def meeting(number: int) -> Callable[[], bool]:
    """Ends only once so many parts are asked to."""
    barrier = threading.Barrier(number)

    def close() -> bool:
        barrier.wait(PATIENCE_S)
        return True

    return close


def test_all_are_asked_before_any_is_waited_for() -> None:
    close = meeting(3)
    assert Closing({"a": close, "b": close, "c": close}).wait(PATIENCE_S)


@pytest.mark.parametrize("hanging", [1, 5])
def test_however_many_hang_the_time_is_that_of_one(
    hanging: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now_s, is_over = 0.0, threading.Event()

    class Hanging(threading.Thread):
        def join(self, timeout: float | None = None) -> None:
            nonlocal now_s
            assert timeout is not None
            now_s += timeout

    monkeypatch.setattr("app.session.closing.threading.Thread", Hanging)
    monkeypatch.setattr("app.session.closing.time.monotonic", lambda: now_s)
    parts = {str(number): lambda: is_over.wait(PATIENCE_S) for number in range(hanging)}
    assert not Closing(parts).wait(1.0)
    is_over.set()
    assert now_s == 1.0
    assert "did not end in time: 0" in caplog.text


def test_one_that_says_no_or_raises_has_not_ended(caplog: pytest.LogCaptureFixture) -> None:
    def raises() -> bool:
        raise OSError("gone")

    assert not Closing({"good": lambda: True, "late": lambda: False}).wait(PATIENCE_S)
    assert not Closing({"broken": raises}).wait(PATIENCE_S)
    assert "broken could not be ended" in caplog.text


def test_nothing_to_end_has_ended() -> None:
    assert Closing({}).wait(0.0)
