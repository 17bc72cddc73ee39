"""Feeds: the newest frame of a live source, every frame of a file, at once or when it is due."""

import pytest

from app.camera.capture import CameraStatus
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.feed import LiveFeed, OrderedFeed
from tests.app.fakes import WAIT_S, FilmSource, LiveSource


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now_s = 500.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now_s

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now_s += seconds


def ordered(source: FilmSource, clock: Clock | None = None) -> tuple[OrderedFeed, list[CameraStatus]]:
    told: list[CameraStatus] = []
    clock_or_none = clock or Clock()
    feed = OrderedFeed(source, told.append, paced=clock is not None, clock=clock_or_none, wait=clock_or_none.wait)
    return feed, told


def test_every_frame_comes_in_order_and_then_the_end() -> None:
    source = FilmSource(3)
    feed, told = ordered(source)

    frames = [feed.next(0.1) for _ in range(3)]
    assert [frame.index for frame in frames if frame is not None] == [0, 1, 2]
    assert [frame.monotonic_s for frame in frames if frame is not None] == [1000.0, 1001.0, 1002.0]
    assert not feed.ended
    assert feed.next(0.1) is None
    assert feed.ended
    assert [status.kind for status in told] == ["opened", "ended"]
    assert not source.is_open
    assert feed.next(0.1) is None


def test_a_paced_frame_comes_when_it_is_due() -> None:
    clock = Clock()
    feed, _ = ordered(FilmSource(3, fps=10.0), clock)

    came_s = []
    for _ in range(3):
        frame = feed.next(1.0)
        assert frame is not None
        assert frame.monotonic_s == clock.now_s
        came_s.append(clock.now_s - 500.0)

    assert came_s == pytest.approx([0.0, 0.1, 0.2])


def test_a_frame_that_is_not_due_yet_is_waited_for_no_longer_than_asked() -> None:
    clock = Clock()
    feed, _ = ordered(FilmSource(2, fps=1.0), clock)
    feed.next(0.1)

    answers = [feed.next(0.3) for _ in range(4)]

    assert [frame is not None for frame in answers] == [False, False, False, True]
    assert clock.now_s == pytest.approx(501.0)


def test_after_a_pause_the_frames_keep_their_own_pace() -> None:
    clock = Clock()
    feed, _ = ordered(FilmSource(20, fps=10.0), clock)
    feed.next(1.0)
    clock.now_s += 60.0
    feed.next(1.0)
    clock.waited.clear()

    feed.next(1.0)

    assert clock.waited == pytest.approx([0.1])


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (FilmSource(1, unavailable=SourceUnavailable("gone")), SourceUnavailable),
        (FilmSource(0, breaks=SourceLost("torn")), SourceLost),
    ],
)
def test_a_source_that_fails_is_told_and_has_ended(source: FilmSource, error: type[Exception]) -> None:
    feed, _ = ordered(source)

    with pytest.raises(error):
        feed.next(0.1)

    assert feed.ended
    assert not source.is_open


def test_stopping_closes_the_source() -> None:
    source = FilmSource(3)
    feed, told = ordered(source)
    feed.next(0.1)
    feed.stop()

    assert not source.is_open
    assert feed.ended
    assert [status.kind for status in told] == ["opened"]


def test_a_live_source_gives_its_newest_frame_until_it_ends() -> None:
    camera = LiveSource()
    told: list[CameraStatus] = []
    feed = LiveFeed(camera, told.append)
    camera.show(0)
    frame = feed.next(WAIT_S)
    assert frame is not None
    assert frame.index == 0
    assert not feed.ended
    camera.end()
    while not feed.ended:
        assert feed.next(WAIT_S) is None
    feed.stop()

    assert not camera.is_open
    assert [status.kind for status in told] == ["opened", "ended"]
