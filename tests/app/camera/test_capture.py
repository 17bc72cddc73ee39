"""Capture threads over scripted sources: newest frame, recovery, statuses, stopping; and plain iteration."""

from itertools import pairwise
from threading import Event, Thread

import numpy as np
import pytest

from app.camera.capture import CameraStatus, CaptureState, CaptureThread, iterate
from app.camera.device import DeviceSource
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from tests.app.camera.fakes import FakeCapture, FakeClock, ScriptedSource

LOST = SourceLost("camera_stopped", camera="scripted")
GONE = SourceUnavailable("camera_cannot_open", camera="scripted")


class Harness:
    """A capture thread over a script, with waits that pass at once and everything it said kept."""

    def __init__(self, source: ScriptedSource | DeviceSource, *, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.statuses: list[CameraStatus] = []
        self.delays_s: list[float] = []
        self.ended = Event()
        self.thread = CaptureThread(source, on_status=self._hear, clock=self.clock, wait=self._wait)

    def _hear(self, status: CameraStatus) -> None:
        self.statuses.append(status)
        if status.kind == "ended":
            self.ended.set()

    def _wait(self, seconds: float) -> bool:
        self.delays_s.append(seconds)
        self.clock.now_s += seconds
        return False

    def run_to_end(self) -> None:
        self.thread.start()
        assert self.ended.wait(60)
        assert self.thread.stop()

    def state(self) -> CaptureState:
        return self.thread.state

    @property
    def kinds(self) -> list[str]:
        return [status.kind for status in self.statuses]


def test_the_newest_frame_is_kept_and_older_ones_are_dropped() -> None:
    hold, reached = Event(), Event()
    harness = Harness(ScriptedSource([[1, 2, 3, reached.set, hold, 4, None]]))
    harness.thread.start()
    assert reached.wait(60)
    frame = harness.thread.latest(60)
    assert frame is not None
    assert frame.index == 2
    assert frame.image.mean() == 3
    assert harness.thread.dropped == 2
    assert harness.thread.latest(0) is None
    assert harness.state() is CaptureState.RUNNING
    hold.set()
    frame = harness.thread.latest(60)
    assert frame is not None
    assert frame.index == 3
    assert harness.ended.wait(60)
    assert harness.thread.latest(60) is None
    assert harness.thread.stop()
    assert harness.state() is CaptureState.ENDED
    assert harness.statuses == [
        CameraStatus("opened", "scripted"),
        CameraStatus("ended", "scripted"),
    ]


def test_the_demo_is_announced_as_a_demo() -> None:
    harness = Harness(ScriptedSource([[1, None]], is_demo=True))
    harness.run_to_end()
    assert harness.kinds == ["demo", "ended"]


@pytest.mark.parametrize(("is_demo", "told"), [(False, ["opened", "lost", "ended"]), (True, ["demo", "ended"])])
def test_a_demo_that_is_slow_is_not_lost(is_demo: bool, told: list[str]) -> None:
    clock = FakeClock()

    def much_later() -> None:
        clock.now_s += 10

    harness = Harness(ScriptedSource([[1, much_later, 2, None]], is_demo=is_demo), clock=clock)
    harness.run_to_end()
    assert harness.kinds == told


def test_a_lost_source_comes_back_by_itself_is_said_once_and_numbers_keep_rising() -> None:
    frames: list[Frame] = []
    harness: Harness

    def fetch() -> None:
        frame = harness.thread.latest(60)
        assert frame is not None
        frames.append(frame)

    clock = FakeClock()

    def later() -> None:
        clock.now_s += 0.5

    source = ScriptedSource([[1, fetch, later, 2, fetch, LOST], *[GONE] * 6, [3, fetch, 4, fetch, None]])
    harness = Harness(source, clock=clock)
    harness.run_to_end()
    assert harness.kinds == ["opened", "interrupted", "lost", "ended"]
    assert harness.statuses[1] == CameraStatus("interrupted", "scripted", LOST)
    assert harness.statuses[2] == CameraStatus("lost", "scripted", GONE)
    assert harness.delays_s == [0.2] * 6  # the first attempt comes at once
    assert [frame.image.mean() for frame in frames] == [1, 2, 3, 4]
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    assert [frame.captured_at_s for frame in frames] == pytest.approx([0.0, 0.1, 1.7, 1.8])
    assert source.closed >= source.opened


def test_numbers_rise_even_when_the_clock_stood_still() -> None:
    frames: list[Frame] = []
    harness: Harness

    def fetch() -> None:
        frame = harness.thread.latest(60)
        assert frame is not None
        frames.append(frame)

    clock = FakeClock()
    harness = Harness(ScriptedSource([[1, fetch, 2, fetch, 3, fetch, LOST], [4, fetch, None]], fps=0.5), clock=clock)
    harness.run_to_end()
    times = [frame.captured_at_s for frame in frames]
    assert len(times) == 4
    assert all(later > earlier for earlier, later in pairwise(times))


def test_a_source_that_is_not_there_is_said_once_and_waited_for_ever_longer() -> None:
    harness = Harness(ScriptedSource([GONE] * 7 + [[1, None]]))
    harness.run_to_end()
    assert harness.kinds == ["unavailable", "opened", "ended"]
    assert harness.delays_s == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_a_camera_that_is_away_for_long_is_asked_for_at_ever_longer_intervals_until_a_picture_comes() -> None:
    harness = Harness(ScriptedSource([[1, LOST], *[GONE] * 23, [2, LOST], GONE, [3, None]]))
    harness.run_to_end()
    assert harness.delays_s == [*[0.2] * 20, 0.5, 1.0, 2.0, 4.0, 0.2, 0.2]


def test_a_camera_that_breaks_off_with_each_picture_is_not_asked_without_a_pause() -> None:
    harness = Harness(ScriptedSource([*[[1, LOST]] * 40, [2, None]]))
    harness.run_to_end()
    assert harness.delays_s == [0.2] * 40


def test_a_source_that_opens_but_gives_nothing_is_lost_and_not_called_back() -> None:
    harness = Harness(ScriptedSource([[1, LOST], *[[LOST]] * 6, [2, None]]))
    harness.run_to_end()
    assert harness.kinds == ["opened", "interrupted", "lost", "ended"]


def test_an_interruption_that_is_over_at_once_is_no_loss() -> None:
    harness = Harness(ScriptedSource([[1, 2, LOST], [3, LOST], [4, None]]))
    harness.run_to_end()
    assert harness.kinds == ["opened", "interrupted", "resumed", "interrupted", "resumed", "ended"]
    assert harness.delays_s == [0.2, 0.2]


def test_back_is_told_once_pictures_have_come_for_a_while_and_they_are_delivered_before() -> None:
    clock = FakeClock()
    delivered: list[Frame | None] = []
    kinds_then: list[str] = []
    harness: Harness

    def later() -> None:
        delivered.append(harness.thread.latest(60))
        kinds_then.append(harness.kinds[-1])
        clock.now_s += 0.5

    showings = [[1, later, LOST], *[GONE] * 6, [2, later, 3, later, 4, later, 5, None]]
    harness = Harness(ScriptedSource(showings), clock=clock)
    harness.run_to_end()
    assert harness.kinds == ["opened", "interrupted", "lost", "back", "ended"]
    assert kinds_then == ["opened", "lost", "lost", "back"]
    assert [frame.image.mean() for frame in delivered if frame] == [1, 2, 3, 4]


def test_a_camera_that_hangs_is_told_as_lost_while_its_driver_still_waits() -> None:
    lost, clock = Event(), FakeClock()
    kinds: list[str] = []

    def passes() -> None:
        clock.now_s += 0.1

    def hang() -> None:
        clock.now_s += 1.5
        lost.wait(60)

    def hear(status: CameraStatus) -> None:
        kinds.append(status.kind)
        if status.kind == "lost":
            lost.set()

    source = ScriptedSource([[1, passes, 2, passes, 3, passes, 4, hang, 5, None]])
    thread = CaptureThread(source, on_status=hear, clock=clock)
    thread.start()
    assert lost.wait(60)
    thread.stop()
    assert kinds[:2] == ["opened", "lost"]


@pytest.mark.parametrize(
    ("is_demo", "told"), [(False, ["opened", "frozen", "moving", "ended"]), (True, ["demo", "ended"])]
)
def test_a_picture_that_stands_still_is_told_once_until_it_moves(is_demo: bool, told: list[str]) -> None:
    clock = FakeClock()
    rng = np.random.default_rng(5)
    still, moved = (rng.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(2))
    shown = [still] * 30 + [moved, still]

    class Camera(ScriptedSource):
        def read(self) -> Frame | None:
            clock.now_s += 0.5
            if not shown:
                return None
            self._index += 1
            return Frame(shown.pop(0), self._index, clock.now_s, None, clock.now_s)

    harness = Harness(Camera([[]], is_demo=is_demo), clock=clock)
    harness.run_to_end()
    assert harness.kinds == told
    troubles = [status.trouble.code for status in harness.statuses if status.trouble is not None]
    assert troubles == ([] if is_demo else ["camera_frozen"])


def test_an_unforeseen_failure_does_not_end_the_thread(caplog: pytest.LogCaptureFixture) -> None:
    harness = Harness(ScriptedSource([[1, ZeroDivisionError("driver")], [2, None]]))
    harness.run_to_end()
    assert harness.kinds == ["opened", "interrupted", "resumed", "ended"]
    trouble = harness.statuses[1].trouble
    assert trouble is not None
    assert (trouble.code, dict(trouble.parameters)) == ("camera_failed", {"camera": "scripted"})
    assert "unexpected failure of scripted" in caplog.text


def test_a_real_camera_source_that_dies_is_reopened() -> None:
    clock = FakeClock()
    captures = [
        FakeCapture([True, True, True], clock=clock),
        FakeCapture([], opens=False),
        FakeCapture([True, True, True], clock=clock),
    ]
    used = iter(captures)
    resumed, waits = Event(), Event()
    kinds: list[str] = []

    def hear(status: CameraStatus) -> None:
        kinds.append(status.kind)
        if status.kind == "resumed":
            resumed.set()

    def wait(seconds: float) -> bool:
        return resumed.is_set() and waits.wait(60)

    source = DeviceSource(0, capture_factory=lambda device: next(used), clock=clock)
    thread = CaptureThread(source, on_status=hear, clock=clock, wait=wait)
    thread.start()
    assert resumed.wait(60)
    waits.set()
    assert thread.stop()
    assert kinds[:3] == ["opened", "interrupted", "resumed"]
    assert [capture.released for capture in captures] == [1, 1, 1]


def test_stopping_wakes_a_waiting_reader_and_a_waiting_source_and_closes_it() -> None:
    never, reached = Event(), Event()
    source = ScriptedSource([[1, reached.set, never]])
    harness = Harness(source)
    harness.thread.start()
    assert reached.wait(60)
    assert harness.thread.latest(60) is not None
    assert harness.thread.stop()
    assert harness.thread.stop()
    assert harness.thread.latest(60) is None
    assert source.closed == 1
    assert harness.state() is CaptureState.STOPPED
    assert harness.kinds == ["opened"]


def test_stopping_cuts_the_wait_for_a_lost_camera_short() -> None:
    told = Event()
    source = ScriptedSource([GONE])
    thread = CaptureThread(source, on_status=lambda status: told.set())
    thread.start()
    assert told.wait(60)
    assert thread.stop()  # else it would ask the script for more and fail
    assert thread.state is CaptureState.STOPPED


def test_when_a_driver_hangs_stop_says_so_readers_wake_and_the_camera_is_let_go_later() -> None:
    driver, reached = Event(), Event()

    def hang() -> None:
        reached.set()
        driver.wait(60)

    source = ScriptedSource([[1, hang, 2, None]])
    harness = Harness(source)
    harness.thread.start()
    assert reached.wait(60)
    assert harness.thread.latest(60) is not None
    reader = Thread(target=harness.thread.latest, args=(600,), daemon=True)
    reader.start()
    assert not harness.thread.stop()
    reader.join(30)
    assert not reader.is_alive()
    assert source.closed == 0
    driver.set()
    while not harness.thread.stop():
        pass
    assert source.closed == 1


def test_a_thread_runs_once_and_can_be_stopped_before_it_began() -> None:
    harness = Harness(ScriptedSource([[1, None]]))
    harness.run_to_end()
    with pytest.raises(RuntimeError, match="cannot go from ended to opening"):
        harness.thread.start()
    unused = Harness(ScriptedSource([]))
    assert unused.thread.stop()
    assert unused.state() is CaptureState.STOPPED
    with pytest.raises(RuntimeError, match="stopped"):
        unused.thread.start()


def test_sources_that_are_not_live_are_refused() -> None:
    with pytest.raises(ValueError, match="iterate"):
        CaptureThread(ScriptedSource([], live=False), on_status=lambda status: None)


def test_iterating_gives_every_frame_and_says_start_and_end() -> None:
    source = ScriptedSource([[5, 6, 7, None]], live=False)
    statuses: list[CameraStatus] = []
    assert [frame.image.mean() for frame in iterate(source, statuses.append)] == [5, 6, 7]
    assert [status.kind for status in statuses] == ["opened", "ended"]
    assert source.closed == 1


def test_iterating_closes_the_source_when_it_breaks_off_or_is_left_early() -> None:
    broken = ScriptedSource([[5, LOST]], live=False)
    frames = iterate(broken)
    next(frames)
    with pytest.raises(SourceLost):
        next(frames)
    assert broken.closed == 1
    left = ScriptedSource([[5, 6, None]], live=False)
    started = iterate(left)
    next(started)
    started.close()  # type: ignore[attr-defined]
    assert left.closed == 1
