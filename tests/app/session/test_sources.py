"""One source after another: what is told of how it stands, and when the person is greeted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.camera.capture import CameraStatus
from app.camera.errors import CameraError, SourceSpecError, SourceUnavailable
from app.camera.feed import Feed
from app.camera.source import Source
from app.camera.video_file import VideoFileSource
from app.session.messages import Message
from app.session.parts import join_parts
from app.session.state import SourceState
from app.trouble import Trouble
from tests.app.fakes import FakeRecognizer, FakeSpeech, FilmSource, LiveSource, RecordingListener, TellingFeed

DENIED = Trouble("events_stopped", path="the camera", errno=13)


class Desk:
    """The sources of a session that does not run; what is asked of its thread is done when the test says so."""

    def __init__(self) -> None:
        self.heard = RecordingListener()
        self.feeds: list[TellingFeed] = []
        self.known: dict[str, Source] = {}
        self.parts = join_parts(
            recognizer=FakeRecognizer(),
            make_speech=self._make_speech,
            open_source=self._open,
            live_feed=self._feed,
            currencies=("USD",),
        )
        self.parts.teller.listeners.add(self.heard)
        self.sources = self.parts.sources

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def _open(self, spec: str) -> Source:
        if spec not in self.known:
            raise SourceSpecError("events_stopped", path=spec, errno=2)
        return self.known[spec]

    def _feed(self, source: Source, tell: Callable[[CameraStatus], None]) -> Feed:
        self.feeds.append(TellingFeed(source, tell))
        return self.feeds[-1]

    def choose(self, source: Source | None = None, spec: str = "0") -> None:
        self.known = {} if source is None else {spec: source}
        self.sources.choose(spec)

    def tell(self, kind: str, trouble: Trouble | None = None) -> Message:
        """The message that comes of a status, after those that come with it."""
        before = len(self.heard.messages)
        source = self.known.get("0")
        feed = self.sources.control.feed
        if isinstance(source, LiveSource) and source.is_demo and feed is not None:
            # Nobody but the session's thread reads the demo.
            source.end() if kind == "ended" else source.show(0)
            feed.next(0.0)
        else:
            self.feeds[-1].tell(kind, trouble)
        self.obey()
        assert len(self.heard.messages) > before, kind
        return self.heard.messages[before]

    def stands(self) -> SourceState:
        return self.parts.state.source

    def obey(self) -> None:
        self.parts.commands.obey(threading.Event())

    @property
    def kinds(self) -> list[str]:
        return self.heard.kinds


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_camera_that_opens_is_shown_and_the_person_is_told_what_to_do_once(desk: Desk) -> None:
    desk.choose(LiveSource("the webcam"))
    assert desk.stands() is SourceState.OPENING
    opened = desk.tell("opened")
    assert (opened.name, opened.spoken) == ("opened", False)
    assert "the webcam" in opened.text
    assert desk.kinds == ["opened", "ready"]
    assert desk.stands() is SourceState.WATCHING
    desk.choose(LiveSource("another"))
    assert desk.sources.control.name == "another"
    desk.tell("opened")
    assert desk.kinds == ["opened", "ready", "opened"]


def test_before_the_demo_nobody_is_asked_to_hold_anything_up(desk: Desk) -> None:
    desk.choose(LiveSource("demo", is_demo=True))
    invitation = desk.tell("demo")
    assert (invitation.name, invitation.spoken) == ("demo", True)
    assert desk.kinds == ["demo", "currencies"]


def test_neither_before_a_file_that_is_looked_at_as_fast_as_may_be(desk: Desk) -> None:
    desk.parts.teller.in_real_time = False
    desk.choose(LiveSource("film"))
    desk.tell("opened")
    assert desk.kinds == ["opened", "currencies"]


def test_what_is_no_source_is_told_and_leaves_none(desk: Desk) -> None:
    desk.choose(LiveSource("the webcam"))
    desk.choose(spec="nonsense")
    assert desk.kinds == ["unavailable"]
    assert desk.heard.statuses[-1][2] is None, "no source's name any more"
    assert desk.feeds[0].stopped == 1
    assert (desk.stands(), desk.parts.state.spec) == (SourceState.NONE, "nonsense")
    assert desk.heard.states[-1].source is SourceState.NONE


def test_lost_and_back_are_worth_saying_only_as_long_as_they_are_so(desk: Desk) -> None:
    desk.choose(LiveSource("the webcam"))
    desk.tell("opened")
    lost = desk.tell("lost", DENIED)
    assert (lost.name, lost.still_valid()) == ("lost", True)
    back = desk.tell("back")
    assert (back.name, back.still_valid(), lost.still_valid()) == ("back", True, False)
    desk.tell("lost", DENIED)
    assert not back.still_valid()


def test_a_picture_that_stands_still_is_told_and_that_it_moves_again(desk: Desk) -> None:
    desk.choose(LiveSource("the webcam"))
    desk.tell("opened")
    assert desk.tell("frozen", DENIED).name == "frozen"
    assert desk.tell("moving").name == "back"
    desk.feeds[-1].tell("frozen")
    desk.feeds[-1].tell("resumed")
    desk.obey()
    assert desk.kinds[-2:] == ["frozen", "back"], "of what is not known, nothing is told"


def test_a_camera_that_cannot_be_had_is_told_of(desk: Desk) -> None:
    desk.choose(LiveSource("the webcam"))
    assert desk.tell("unavailable", DENIED).name == "unavailable"
    assert desk.stands() is SourceState.UNAVAILABLE
    desk.feeds[-1].tell("unavailable")
    desk.obey()
    assert desk.kinds == ["unavailable"]


def test_a_run_to_the_end_ends_with_a_source_that_cannot_be_had(desk: Desk) -> None:
    desk.sources.to_the_end = True
    desk.choose(LiveSource("the webcam"))
    desk.feeds[-1].tell("unavailable", DENIED)
    with pytest.raises(SourceUnavailable) as caught:
        desk.obey()
    assert (caught.value.code, caught.value.parameters) == (DENIED.code, DENIED.parameters)


@pytest.mark.parametrize("is_demo", [True, False])
@pytest.mark.parametrize("in_real_time", [True, False])
def test_the_end_is_told_and_said_where_somebody_listens(desk: Desk, is_demo: bool, in_real_time: bool) -> None:
    desk.parts.teller.in_real_time = in_real_time
    desk.choose(LiveSource("film", is_demo=is_demo))
    desk.tell("demo" if is_demo else "opened")
    end = desk.tell("ended")
    assert (end.name, end.spoken) == ("end", in_real_time)
    assert ("demo" in end.text.lower()) is is_demo


def test_a_file_that_breaks_off_is_told_of_or_ends_the_run(desk: Desk) -> None:
    error: CameraError = SourceUnavailable("events_stopped", path="film", errno=5)
    desk.choose(LiveSource("film"))
    desk.sources.failed(error)
    assert desk.kinds == ["unavailable"]
    assert desk.stands() is SourceState.UNAVAILABLE
    assert desk.heard.states[-1].source is SourceState.UNAVAILABLE
    desk.sources.to_the_end = True
    desk.choose(LiveSource("film"))
    with pytest.raises(SourceUnavailable):
        desk.sources.failed(error)
    assert desk.kinds == ["unavailable"]


def test_what_a_source_notices_is_shown_and_not_said(desk: Desk) -> None:
    source = LiveSource("the webcam")
    desk.choose(source)
    assert source.notice is not None
    source.notice(DENIED)
    assert desk.kinds == [], "in the session's thread, in its turn"
    desk.obey()
    assert desk.kinds == ["notice"]
    assert desk.heard.messages[-1].spoken is False


@pytest.mark.parametrize(
    ("source", "is_told"),
    [
        (LiveSource("webcam"), True),
        (LiveSource("demo", is_demo=True), False),
        (FilmSource(3), False),
        (VideoFileSource("film.mp4"), True),
    ],
)
def test_how_slow_it_is_is_told_of_what_has_a_pace_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, source: Source, is_told: bool
) -> None:
    begun: list[bool] = []
    held: list[bool] = []

    def begin(*, may_be_slow: bool, is_held: bool) -> None:
        begun.append(may_be_slow)
        held.append(is_held)

    monkeypatch.setattr(desk.parts.looking, "begin", begin)
    desk.sources.look_through(source, "0")
    assert begun == [is_told]
    assert held == [not source.is_demo], "of the demo's notes nobody has one in the hand"
