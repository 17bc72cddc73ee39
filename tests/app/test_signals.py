"""The first polite signal is received, a second ends the process; afterwards all is as before."""

import signal
from types import FrameType

import pytest

from app.signals import POLITE, first_of


def _earlier(number: int, frame: FrameType | None) -> None:
    raise AssertionError("this handler was there before")


def _fail_within() -> None:
    with first_of([signal.SIGTERM], lambda _: None):
        assert signal.getsignal(signal.SIGTERM) is not _earlier
        raise ZeroDivisionError


def test_the_first_is_received_and_the_second_is_the_systems() -> None:
    before = {number: signal.getsignal(number) for number in POLITE}
    received: list[int] = []
    with first_of(POLITE, received.append):
        signal.raise_signal(signal.SIGTERM)
        assert received == [signal.SIGTERM]
        assert {signal.getsignal(number) for number in POLITE} == {signal.SIG_DFL}
    assert {number: signal.getsignal(number) for number in POLITE} == before


def test_a_handler_that_was_there_is_there_again_also_after_a_failure() -> None:
    before = signal.signal(signal.SIGTERM, _earlier)
    try:
        with pytest.raises(ZeroDivisionError):
            _fail_within()
        assert signal.getsignal(signal.SIGTERM) is _earlier
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_asks_politely_can_be_handled_here() -> None:
    assert signal.SIGINT in POLITE
    assert signal.SIGTERM in POLITE
