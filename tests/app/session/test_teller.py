"""Each message on its way: to voice, history, log and listeners, in the session's thread where others ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.feedback.phrases import Phrase
from app.feedback.utterance import Priority
from app.session.events import EventWriter
from app.session.messages import Status
from app.session.presenter import Presenter
from app.session.state import SessionState, SourceState
from app.session.teller import Teller
from app.session.wording import Wording
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble
from tests.app.fakes import FakeSpeech, RecordingListener

TROUBLE = Trouble("events_stopped", path="log", errno=28)


class Writer(EventWriter):
    """Remembers the events."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def write(self, event: Any) -> None:
        self.events.append(event)


def _state(*, is_paused: bool) -> SessionState:
    return SessionState(
        mode=SpeakMode.NORMAL,
        is_paused=is_paused,
        is_muted=False,
        source=SourceState.NONE,
        source_name=None,
        spec="",
        is_demo=False,
        currencies=("USD",),
        language="en",
        teaching=None,
    )


class Desk:
    """A teller; what it asks of the session's thread is done when the test says so."""

    def __init__(self) -> None:
        self.presenter = Presenter(Announcer(), wording=Wording("en", ("USD",)), notes=[], mode=SpeakMode.NORMAL)
        self.asked: list[Callable[[], None]] = []
        self.writer, self.heard = Writer(), RecordingListener()
        self.state = _state(is_paused=False)
        self.teller = Teller(
            self.presenter,
            make_speech=self._make_speech,
            events=self.writer,
            state=lambda: self.state,
            in_session_thread=self.asked.append,
        )
        self.teller.listeners.add(self.heard)

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def obey(self) -> None:
        while self.asked:
            self.asked.pop(0)()

    @property
    def texts(self) -> list[str]:
        return [utterance.text for utterance in self.speech.said]

    @property
    def logged(self) -> list[str]:
        return [event["kind"] for event in self.writer.events]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_status_goes_everywhere_and_one_that_is_not_spoken_everywhere_else(desk: Desk) -> None:
    desk.teller.status(Status.LOST, "The camera is lost.", topic="camera")
    assert desk.texts == ["The camera is lost."]
    assert desk.logged == ["utterance", "status"]
    assert len(desk.teller.history) == 1
    assert desk.heard.kinds == ["lost"]
    desk.teller.status(Status.OPENED, "It is open.", topic="camera", spoken=False)
    assert desk.texts == ["The camera is lost."]
    assert desk.heard.kinds == ["lost", "opened"]
    assert len(desk.teller.history) == 1


def test_in_real_time_it_is_said_now_and_on_a_virtual_clock_at_its_own_time(desk: Desk) -> None:
    desk.presenter.now_s = 4.5
    desk.teller.status(Status.LOST, "One.", topic="camera")
    desk.teller.in_real_time = False
    desk.teller.status(Status.LOST, "Two.", topic="camera")
    assert desk.speech.said_at_s == [None, 4.5]


def test_what_a_frame_led_to_is_said_at_its_time_and_shown_when_that_is_under_way(desk: Desk) -> None:
    desk.presenter.now_s = 2.0
    messages = [desk.presenter.status(Status.BACK, text, topic="camera") for text in ("One.", "Two.")]
    desk.teller.decided(messages)
    assert desk.texts == ["One.", "Two."]
    assert desk.speech.said_at_s == [2.0, 2.0]
    assert [entry.text for entry in desk.teller.history.entries()] == ["Two.", "One."]
    assert desk.heard.messages == []
    assert desk.logged == ["utterance", "utterance"]
    desk.teller.log_and_show(messages)
    assert [message.text for message in desk.heard.messages] == ["One.", "Two."]
    assert desk.logged[2:] == ["status", "status"]
    assert desk.texts == ["One.", "Two."]


@pytest.mark.parametrize("has_amount", [True, False])
def test_words_of_others_are_said_unless_they_tell_an_amount_in_private(desk: Desk, has_amount: bool) -> None:
    ended: list[SpokenRecord] = []
    is_wanted = True
    desk.teller.words(
        "Total: 20 dollars.",
        topic="total",
        priority=Priority.ANSWER,
        has_amount=has_amount,
        still_valid=lambda: is_wanted,
        done=ended.append,
    )
    (said,) = desk.speech.said
    assert (said.text, said.topic, said.priority) == ("Total: 20 dollars.", "total", Priority.ANSWER)
    assert said.still_valid()
    assert len(ended) == 1
    assert desk.heard.messages[0].has_amount is has_amount
    assert desk.heard.said == ["Total: 20 dollars."]
    desk.presenter.mode = SpeakMode.PRIVATE
    assert said.still_valid() is not has_amount
    is_wanted = False
    assert not said.still_valid()


def test_what_is_missing_is_told_aloud_in_the_sessions_turn(desk: Desk) -> None:
    desk.speech.on_problem(TROUBLE)
    assert desk.texts == []
    desk.obey()
    assert len(desk.texts) == 1
    message = desk.heard.messages[0]
    assert (message.name, message.topic, message.spoken) == ("problem", "problem:events_stopped", True)


def test_that_the_sound_is_back_is_told_and_nothing_else_that_is_well(desk: Desk) -> None:
    desk.speech.on_notice("something else")
    desk.obey()
    assert desk.heard.messages == []
    desk.speech.on_notice(Phrase.SOUND_BACK.value)
    assert desk.heard.messages == []
    desk.obey()
    assert (desk.heard.messages[0].name, desk.heard.messages[0].topic) == ("well", "sound_lost")


def test_who_listens_is_told_how_it_stands_now(desk: Desk) -> None:
    desk.state = _state(is_paused=True)
    desk.teller.state_changed()
    assert desk.heard.states == [desk.state]
    assert desk.teller.wording is desk.presenter.wording


def test_only_a_phrase_is_told_again_in_the_language_of_then_while_it_holds(desk: Desk) -> None:
    holds = True
    desk.teller.status(Status.STUCK, Phrase.STUCK, topic="stuck", still_valid=lambda: holds)
    desk.teller.status(Status.LOST, "The camera is lost.", topic="camera")
    phrase, words = (message.again for message in desk.heard.messages[-2:])
    assert phrase is not None
    assert words is not None
    desk.presenter.wording = Wording("de", ("USD",))
    told = phrase()
    assert told is not None
    assert told.text == desk.presenter.wording.phrase(Phrase.STUCK) != desk.texts[0]
    assert words() is None
    holds = False
    assert phrase() is None
