"""Which source is looked at, and where it stands: only legal steps, and nothing of a source that was left."""

from collections.abc import Callable
from itertools import product

import pytest

from app.camera.capture import CameraStatus
from app.camera.demo import DemoSource
from app.camera.source import Source
from app.session.source_control import LEGAL, SourceControl
from app.session.state import SourceState
from tests.app.fakes import FilmSource, LiveSource, TellingFeed


class Desk:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.feeds: list[TellingFeed] = []
        self.control = SourceControl(
            in_session_thread=lambda do: do(), tell=lambda status: self.told.append(status.kind), live_feed=self._feed
        )

    def _feed(self, source: Source, tell: Callable[[CameraStatus], None]) -> TellingFeed:
        self.feeds.append(TellingFeed(source, tell))
        return self.feeds[-1]

    def choose(self, name: str) -> TellingFeed:
        self.control.look_through(LiveSource(name), spec=name, in_real_time=True)
        return self.feeds[-1]


def test_a_camera_goes_through_its_states() -> None:
    desk = Desk()
    assert desk.control.state is SourceState.NONE
    feed = desk.choose("0")
    states = [desk.control.state]
    for kind in ("unavailable", "opened", "lost", "back", "ended"):
        feed.tell(kind)
        states.append(desk.control.state)

    s = SourceState
    assert states == [s.OPENING, s.UNAVAILABLE, s.WATCHING, s.LOST, s.WATCHING, s.ENDED]
    assert desk.told == ["unavailable", "opened", "lost", "back", "ended"]


@pytest.mark.parametrize("kind", ["lost", "interrupted", "something else"])
def test_what_is_no_step_from_where_it_stands_is_told_and_changes_nothing(kind: str) -> None:
    desk = Desk()
    desk.choose("0").tell(kind)
    assert desk.control.state is SourceState.OPENING
    assert desk.told == [kind]


def test_what_a_source_that_was_left_says_means_nothing() -> None:
    desk = Desk()
    first = desk.choose("0")
    second = desk.choose("1")
    first.tell("lost")

    assert desk.told == []
    assert first.stopped == 1
    assert desk.control.name == "1"
    second.tell("opened")
    assert desk.control.delivers


def test_something_that_is_no_source_leaves_none() -> None:
    desk = Desk()
    feed = desk.choose("0")
    desk.control.refuse("nonsense")

    assert (desk.control.state, desk.control.name, desk.control.spec) == (SourceState.NONE, None, "nonsense")
    assert feed.stopped == 1
    assert desk.control.feed is None


def test_a_film_is_read_in_order() -> None:
    desk = Desk()
    desk.control.look_through(FilmSource(2), spec="film", in_real_time=False)
    feed = desk.control.feed
    assert feed is not None
    assert [feed.next(0.1) is None for _ in range(3)] == [False, False, True]
    assert desk.told == ["opened", "ended"]
    desk.control.let_go()


def test_the_demo_waits_for_whoever_looks() -> None:
    desk = Desk()
    desk.control.look_through(DemoSource(15, live=True), spec="demo", in_real_time=True)
    feed = desk.control.feed
    assert feed is not None
    first, second = feed.next(0.1), feed.next(0.1)
    assert first is not None
    assert second is not None
    assert (first.index, second.index) == (0, 1)
    assert desk.feeds == []
    assert desk.told == ["demo"]
    desk.control.let_go()


@pytest.mark.parametrize(("before", "after"), list(product(SourceState, SourceState)))
def test_only_the_steps_of_the_table_are_taken(before: SourceState, after: SourceState) -> None:
    control = Desk().control
    control.state = before
    if after is before or after in LEGAL[before]:
        control.to(after)
        assert control.state is after
    else:
        with pytest.raises(RuntimeError, match=f"from {before.value} to {after.value}"):
            control.to(after)
