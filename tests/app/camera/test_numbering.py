"""Numbers and times of a live source's frames."""

import numpy as np

from app.camera.numbering import Numbering
from tests.app.camera.fakes import FakeClock

IMAGE = np.zeros((2, 3, 3), np.uint8)


def test_frames_are_counted_and_timed_from_the_opening() -> None:
    clock = FakeClock()
    clock.now_s = 100.0
    numbering = Numbering(clock)
    assert numbering.begin() == 100.0
    clock.now_s = 100.5
    first = numbering.frame(IMAGE)
    clock.now_s = 102.0
    second = numbering.frame(IMAGE)
    assert (first.index, first.captured_at_s, first.monotonic_s, first.source_item) == (0, 0.5, 100.5, None)
    assert (second.index, second.captured_at_s, second.monotonic_s) == (1, 2.0, 102.0)
    assert first.image is IMAGE
    assert numbering.given == 2


def test_who_is_opened_again_begins_anew() -> None:
    clock = FakeClock()
    numbering = Numbering(clock)
    numbering.begin()
    numbering.frame(IMAGE)
    clock.now_s += 7
    numbering.begin()
    assert numbering.given == 0
    again = numbering.frame(IMAGE)
    assert (again.index, again.captured_at_s) == (0, 0.0)
