"""How a lesson is told: an amount is kept back in private, hints and sounds hold as long as they are told to."""

from __future__ import annotations

import pytest

from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.feedback.private import Tone
from app.feedback.utterance import Priority
from app.session.messages import Message, Status
from app.session.presenter import TONE_SIGN, Presenter
from app.session.teaching_voice import TeachingVoice
from app.session.wording import Wording
from app.trouble import Trouble


class Desk:
    """A voice whose messages are kept."""

    def __init__(self) -> None:
        self.told: list[Message] = []
        wording = Wording("en", ("USD",))
        self.presenter = Presenter(Announcer(), wording=wording, notes=[("USD", "20")], mode=SpeakMode.NORMAL)
        self.voice = TeachingVoice(self.presenter, self)  # type: ignore[arg-type]

    def tell(self, message: Message) -> None:
        self.told.append(message)


@pytest.mark.parametrize(("mode", "is_kept_back"), [(SpeakMode.NORMAL, False), (SpeakMode.PRIVATE, True)])
def test_only_words_with_an_amount_are_kept_back_in_private(mode: SpeakMode, is_kept_back: bool) -> None:
    desk = Desk()
    desk.voice.tell("Teaching 20 dollars.", has_amount=True)
    desk.voice.tell("Show the front.")
    named, show = desk.told
    desk.presenter.mode = mode
    assert named.still_valid() is not is_kept_back
    assert show.still_valid()
    assert (named.has_amount, show.has_amount) == (True, False)
    assert {named.priority, show.priority} == {Priority.ANSWER}
    assert {named.topic, show.topic} == {"teaching"}
    assert {named.name, show.name} == {Status.TEACHING.value}


def test_hints_and_sounds_hold_as_long_as_what_they_are_about() -> None:
    desk = Desk()
    holds = True
    desk.voice.hint("Closer", still_valid=lambda: holds)
    desk.voice.sound((Tone(500.0, 40, 0),), topic="kept", still_valid=lambda: holds)
    desk.voice.sound((Tone(600.0, 40, 0),))
    hint, sound, other = desk.told
    assert (hint.priority, hint.topic, hint.tones) == (Priority.HINT, "hint", ())
    assert (sound.text, sound.tones, sound.topic) == (TONE_SIGN, (Tone(500.0, 40, 0),), "kept")
    assert [each.still_valid() for each in desk.told] == [True, True, True]
    holds = False
    assert [each.still_valid() for each in desk.told] == [False, False, True]
    assert other.priority is Priority.STATUS


def test_what_is_in_the_way_is_told_in_words() -> None:
    desk = Desk()
    desk.voice.trouble(Trouble("taught_full"))
    (told,) = desk.told
    assert told.text
    assert (told.topic, told.name) == ("teaching", Status.TEACHING.value)
    assert told.priority is Priority.ANSWER
