"""A camera that blinks, by a clock of its own: a note that is held all the while is counted once."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.camera.capture import (
    FIRST_DELAY_S,
    KEEN_DELAY_S,
    KEEN_S,
    LONGEST_DELAY_S,
    CameraStatus,
    CaptureThread,
)
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.source import Source
from app.feedback.announcer import LONGEST_INTERRUPTION_S, Announcer
from app.feedback.count import Count
from tests.app.camera.fakes import FakeClock, ScriptedSource, picture
from tests.app.observations import observation

IMAGE = picture()


@dataclass(frozen=True)
class Blink:
    """So many seconds with pictures, then so many without; `how` it is away then.

    "refuses": it cannot be opened; "gives nothing": it opens and breaks off; "hangs": what was begun stands still.
    """

    pictures_s: float
    gap_s: float
    how: str


class BlinkingSource(Source):
    """Gives pictures and breaks off by its clock, which passes while one waits, and ends after the last blink."""

    def __init__(self, clock: FakeClock, blinks: list[Blink], fps: float, opening_s: float) -> None:
        super().__init__(name="blinking", live=True)
        self.clock = clock
        self.fetch = lambda: None
        self._fps, self._opening_s = fps, opening_s
        self._blinks = [*blinks, Blink(12.0, 0.0, "ends")]
        self._index = 0
        self._opened_s = 0.0
        self._breaks_s: float | None = None  # None until the stretch's first picture
        self._away_until_s = 0.0

    def open(self) -> None:
        self.clock.now_s += self._opening_s
        if self.clock.now_s < self._away_until_s and self._blinks[0].how == "refuses":
            raise SourceUnavailable("camera_cannot_open", camera=self.name)
        self._index = 0
        self._opened_s = self.clock.now_s

    def read(self) -> Frame | None:
        self.fetch()
        self.clock.now_s += 1 / self._fps
        if self._breaks_s is not None and self.clock.now_s >= self._breaks_s:
            self._away_until_s, self._breaks_s = self._breaks_s + self._blinks[0].gap_s, None
        if self._breaks_s is None:
            how = self._blinks[0].how
            if self._away_until_s:
                if how == "ends":
                    return None
                if how == "hangs":
                    self.clock.now_s = max(self.clock.now_s, self._away_until_s)
                elif self.clock.now_s < self._away_until_s:
                    raise SourceLost("camera_stopped", camera=self.name)
                self._blinks.pop(0)
            self._breaks_s = self.clock.now_s + self._blinks[0].pictures_s
        index, self._index = self._index, self._index + 1
        return Frame(IMAGE, index, self.clock.now_s - self._opened_s, None, self.clock.now_s)

    def close(self) -> None:
        """Nothing is held."""


def counted(blinks: list[Blink], fps: float, opening_s: float) -> int:
    """How many notes are counted while one is held before this camera from the first picture to the last."""
    clock, ended = FakeClock(), Event()
    source = BlinkingSource(clock, blinks, fps, opening_s)

    def hear(status: CameraStatus) -> None:
        if status.kind == "ended":
            ended.set()

    def wait(seconds: float) -> bool:
        clock.now_s += seconds
        return False

    thread = CaptureThread(source, on_status=hear, clock=clock, wait=wait)
    announcer, counts = Announcer(), [Count()]

    def fetch() -> None:
        frame = thread.latest(0)
        if frame is None:
            return
        said = announcer.observe(observation(frame.index, frame.captured_at_s, {"20": 0.95})).announcement
        if said is not None:
            counts.append(counts[-1].add(said.currency, said.value))

    source.fetch = fetch
    thread.start()
    assert ended.wait(60)
    assert thread.stop()
    return len(counts[-1])


def test_a_camera_is_asked_for_as_long_as_its_interruption_may_be_none() -> None:
    assert KEEN_S >= LONGEST_INTERRUPTION_S


BLINK = st.builds(
    Blink, st.floats(0.5, 6.0), st.floats(0.2, 2.9), st.sampled_from(["refuses", "gives nothing", "hangs"])
)
FLAPPING = st.lists(st.builds(Blink, st.floats(0.5, 0.7), st.floats(0.2, 0.4), st.just("refuses")), max_size=6)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    blinks=st.lists(BLINK, min_size=1, max_size=6),
    flapping=FLAPPING,
    fps=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 15.0]),
    opening_s=st.floats(0.0, 0.3),
)
@example(blinks=[Blink(2.0, 0.2, "refuses")] * 8, flapping=[], fps=15.0, opening_s=0.1)
@example(blinks=[Blink(1.0, 2.9, "refuses")] * 8, flapping=[], fps=15.0, opening_s=0.3)
@example(blinks=[Blink(1.9, 0.3, "gives nothing")] * 10, flapping=[], fps=10.0, opening_s=0.0)
def test_a_note_held_before_a_camera_that_blinks_is_counted_once(
    blinks: list[Blink], flapping: list[Blink], fps: float, opening_s: float
) -> None:
    assert counted([*flapping, *blinks], fps, opening_s) == 1


def test_a_slow_camera_may_blink_too() -> None:
    assert counted([Blink(2.0, 2.9, "refuses"), Blink(0.5, 2.9, "hangs")] * 4, 2.0, 0.3) == 1


def test_a_camera_that_was_away_for_long_may_see_another_note() -> None:
    assert counted([Blink(2.0, 6.0, "refuses")], 15.0, 0.1) == 2


def _thread(picture_s: float | None, opened_s: float = 0.0) -> CaptureThread:
    thread = CaptureThread(ScriptedSource([]), on_status=lambda status: None)
    thread._picture_s, thread._opened_s = picture_s, opened_s
    return thread


def test_a_camera_is_asked_for_often_until_its_last_picture_is_so_old() -> None:
    thread = _thread(10.0)
    assert thread._next_delay_s(10.0 + KEEN_S - 0.01, False) == KEEN_DELAY_S
    waits = [thread._next_delay_s(10.0 + KEEN_S, False) for _ in range(7)]
    assert waits == [FIRST_DELAY_S, 1.0, 2.0, 4.0, 8.0, LONGEST_DELAY_S, LONGEST_DELAY_S]
    # As soon as it gives a picture again the waits begin anew.
    thread._picture_s = 20.0
    thread._next_delay_s(20.5, False)
    assert thread._next_delay_s(20.0 + KEEN_S, False) == FIRST_DELAY_S
    assert _thread(None)._next_delay_s(0.0, False) == FIRST_DELAY_S


@pytest.mark.parametrize(
    ("delivered_s", "was_running", "delay_s"),
    [(KEEN_DELAY_S, True, 0.0), (0.19, True, KEEN_DELAY_S), (1.0, False, KEEN_DELAY_S)],
)
def test_only_what_delivered_for_a_while_is_opened_again_at_once(
    delivered_s: float, was_running: bool, delay_s: float
) -> None:
    assert _thread(delivered_s)._next_delay_s(delivered_s + 0.1, was_running) == delay_s


def test_who_is_asked_to_stop_reads_no_more_and_has_not_come_to_the_end() -> None:
    source = ScriptedSource([[1]])
    thread = CaptureThread(source, on_status=lambda status: None)
    thread.stop()
    source.open()
    assert thread._deliver_all() is False
    assert source.read() is not None
