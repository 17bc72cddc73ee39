"""Messages of states and answers: in the words, the mode and the moment of when they are made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.feedback.modes import SpeakMode
from app.feedback.private import ERROR_CODE
from app.feedback.utterance import Priority
from app.session.message_maker import MessageMaker
from app.session.messages import MessageKind, Status
from app.session.wording import Wording
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble

LOST = Trouble("camera_failed", camera="Desk camera")


@pytest.fixture
def maker() -> MessageMaker:
    made = MessageMaker(Wording("en", ("USD",)), SpeakMode.NORMAL)
    made.source_name, made.now_s = "Desk camera", 7.5
    return made


def test_a_status_is_of_its_moment_and_numbered(maker: MessageMaker) -> None:
    first = maker.status(Status.PHONE, "A phone is there.", topic="phone", said="A phone.")
    assert (first.kind, first.name, first.topic, first.text, first.said) == (
        MessageKind.STATUS,
        "phone",
        "phone",
        "A phone is there.",
        "A phone.",
    )
    assert (first.t_s, first.source, first.language, first.priority) == (7.5, "Desk camera", "en", Priority.STATUS)
    assert first.spoken
    assert first.still_valid()
    assert not first.has_amount
    assert (first.tones, first.done, first.again) == ((), None, None)
    maker.now_s, maker.source_name, maker.wording = 8.0, None, Wording("de", ("USD",))
    second = maker.status(Status.PHONE, "Ein Telefon ist da.", topic="phone")
    assert (first.id, second.id) == (1, 2)
    assert (second.t_s, second.source, second.language) == (8.0, None, "de")


def test_a_status_takes_what_it_is_given(maker: MessageMaker) -> None:
    def ended(_: SpokenRecord) -> None:
        """Nothing follows."""

    made = maker.status(
        Status.SAID,
        "20 dollars",
        topic="value",
        spoken=False,
        priority=Priority.ANSWER,
        tones=ERROR_CODE,
        still_valid=lambda: False,
        has_amount=True,
        done=ended,
        again=lambda: None,
        is_kept=True,
        language="hi",
    )
    assert (made.spoken, made.priority, made.has_amount, made.is_kept) == (False, Priority.ANSWER, True, True)
    assert made.tones == ERROR_CODE
    assert not made.still_valid()
    assert made.done is ended
    assert made.again is not None
    assert made.language == "hi"
    assert maker.status(Status.SAID, "x", topic="", language="").language == ""


@pytest.mark.parametrize("status", list(Status))
def test_losses_alone_are_kept_unless_it_is_said_otherwise(status: Status, maker: MessageMaker) -> None:
    is_loss = status in (Status.LOST, Status.STUCK, Status.RECOVERED)
    assert maker.status(status, "words", topic="").is_kept == is_loss
    assert not maker.status(status, "words", topic="", is_kept=False).is_kept
    assert maker.status(status, "words", topic="", is_kept=True).is_kept


def test_said_again_it_is_the_same_words_under_a_number_of_its_own(maker: MessageMaker) -> None:
    first = maker.status(Status.LOST, "The camera is gone.", topic="camera")
    again = maker.said_again(first)
    assert (again.name, again.text, again.topic, again.is_kept) == (Status.SAID.value, first.text, "camera", True)
    assert again.id == first.id + 1


@pytest.mark.parametrize("spoken", [True, False])
def test_trouble_is_worded_for_the_eye_and_for_the_ear(spoken: bool, maker: MessageMaker) -> None:
    made = maker.trouble(Status.LOST, LOST, topic="camera", spoken=spoken, priority=Priority.ANSWER)
    assert made.text == maker.wording.trouble(LOST)
    assert made.said == maker.wording.trouble(LOST, aloud=True)
    assert (made.name, made.topic, made.priority, made.spoken) == ("lost", "camera", Priority.ANSWER, spoken)
    assert made.is_kept
    assert made.still_valid()


def test_trouble_that_still_holds_is_told_anew_in_the_words_of_then(maker: MessageMaker) -> None:
    holds = True
    made = maker.trouble(Status.LOST, LOST, topic="camera", priority=Priority.ANSWER, still_valid=lambda: holds)
    maker.wording = Wording("de", ("USD",))
    assert made.again is not None
    again = made.again()
    assert again is not None
    assert again.text == maker.wording.trouble(LOST) != made.text
    assert (again.name, again.topic, again.priority, again.language) == ("lost", "camera", Priority.ANSWER, "de")
    holds = False
    assert not made.still_valid()
    assert not again.still_valid()
    assert made.again() is None


def test_trouble_that_nothing_ends_is_told_anew(maker: MessageMaker) -> None:
    made = maker.trouble(Status.LOST, LOST, topic="camera")
    assert made.again is not None
    assert made.again() is not None


def _no() -> bool:
    return False


@pytest.mark.parametrize(
    ("has_amount", "mode", "still_valid", "holds"),
    [
        (True, SpeakMode.NORMAL, None, True),
        (True, SpeakMode.COUNT, None, True),
        (True, SpeakMode.PRIVATE, None, False),
        (True, SpeakMode.PRIVATE_COUNT, None, False),
        (False, SpeakMode.PRIVATE, None, True),
        (False, SpeakMode.NORMAL, _no, False),
        (False, SpeakMode.PRIVATE, _no, False),
        (True, SpeakMode.NORMAL, _no, False),
        (True, SpeakMode.PRIVATE, lambda: True, False),
        (True, SpeakMode.NORMAL, lambda: True, True),
    ],
)
def test_an_answer_with_an_amount_holds_in_private_no_longer(
    has_amount: bool, mode: SpeakMode, still_valid: Callable[[], bool] | None, holds: bool, maker: MessageMaker
) -> None:
    answer = maker.answer("20 dollars", topic="value", has_amount=has_amount, still_valid=still_valid)
    maker.mode = mode
    assert answer.still_valid() is holds
    assert (answer.name, answer.topic, answer.priority) == ("answer", "value", Priority.ANSWER)
    assert answer.has_amount is has_amount


def test_an_answer_is_kept_only_when_it_asks_for_something(maker: MessageMaker) -> None:
    def another() -> None:
        return None

    assert not maker.answer("words", topic="").is_kept
    asks = maker.answer("words", topic="", is_kept=True, again=another)
    assert asks.is_kept
    assert asks.again is another
