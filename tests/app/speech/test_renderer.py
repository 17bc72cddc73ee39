"""Words to sound; how that goes together with who speaks is tried in test_queue.py."""

from collections.abc import Iterable

import numpy as np
import pytest

from app.feedback.private import tone_code
from app.feedback.utterance import Priority, Utterance
from app.speech.clip import EXPECTED_BYTES, Clip
from app.speech.complaints import Complaints
from app.speech.errors import VoiceRestarted
from app.speech.protocols import SoundChoice, VoiceInfo
from app.speech.renderer import NoSound, Renderer
from app.speech.turns import Turn
from app.trouble import Trouble
from tests.app.speech.fakes import FakeVoice


class Room:
    def __init__(self, voice: FakeVoice | None) -> None:
        self.told: list[str] = []
        self.restarts: list[Trouble] = []
        complaints = Complaints(lambda trouble: self.told.append(trouble.code))
        self.renderer = Renderer(voice, complaints, self.restarts.append)


def turn(text: str, *parts: str) -> Turn:
    return Turn(Utterance(text, Priority.ANSWER), 0.0, parts or (text,))


def test_a_turn_gets_the_sound_of_the_part_that_was_asked_for() -> None:
    voice = FakeVoice()
    long = turn("A. B.", "A.", "B.")
    assert Room(voice).renderer.render(long, 1)
    assert voice.text_of(long.clips[1]) == "B."
    assert long.clip is None


def test_a_slow_voice_is_asked_again_and_a_replaced_one_is_told() -> None:
    voice = FakeVoice()
    room, wanted = Room(voice), turn("20 dollars")
    voice.is_slow = True
    assert not room.renderer.render(wanted, 0)
    voice.is_slow = False
    voice.breaks.append(VoiceRestarted("voice_restarted"))
    assert not room.renderer.render(wanted, 0)
    assert [trouble.code for trouble in room.restarts] == ["voice_restarted"]
    assert room.renderer.render(wanted, 0)


def test_words_without_a_voice_have_no_sound_and_tones_have() -> None:
    renderer = Room(None).renderer
    assert not renderer.has_voice
    with pytest.raises(NoSound):
        renderer.render(turn("20 dollars"), 0)
    tones = Turn(Utterance("20 dollars", Priority.VALUE, tones=tone_code(3)), 0.0, ("20 dollars",))
    assert renderer.render(tones, 0)
    room = Room(FakeVoice(missing="no_voice_data"))
    for _ in range(2):
        with pytest.raises(NoSound):
            room.renderer.render(turn("20 dollars"), 0)
    assert room.told == ["no_voice_data"]


class LargeVoice(FakeVoice):
    """Each of whose clips is a third of what may be rendered ahead."""

    def render(self, text: str) -> Clip | None:
        super().render(text)
        return Clip(np.ones(EXPECTED_BYTES // 3 // 2, np.int16), 22050)

    def expect(self, texts: Iterable[str]) -> None:
        self.expected = list(texts)


def test_what_would_not_fit_into_the_memory_is_not_rendered_ahead() -> None:
    voice = LargeVoice()
    renderer = Room(voice).renderer
    for _ in range(2):  # a longer list does not push itself around however often it is asked for
        voice.rendered.clear()
        renderer.prewarm(f"{value} dollars" for value in range(1, 100))
        while renderer.render_ahead():
            pass
        assert voice.rendered == ["1 dollars", "2 dollars", "3 dollars"]
        assert not renderer.is_warming
        assert len(voice.expected) == 99


def test_who_asks_for_the_voices_is_answered_even_at_the_end() -> None:
    answers: list[tuple[VoiceInfo, ...]] = []
    renderer = Room(FakeVoice()).renderer
    renderer.ask_voices(answers.append)
    assert renderer.is_asked
    renderer.look_after()
    renderer.ask_voices(answers.append)
    renderer.dismiss()
    assert answers == [(), ()]
    assert not renderer.is_asked


class AdjustableVoice(FakeVoice):
    """A voice that can sound otherwise."""

    chosen: SoundChoice | None = None

    def adjust(self, choice: SoundChoice) -> None:
        self.chosen = choice


def test_only_a_voice_that_is_there_and_can_is_adjusted() -> None:
    voice, choice = AdjustableVoice(), SoundChoice("de")
    for each in (None, FakeVoice(), voice):
        Room(each).renderer.adjust(choice)
    assert voice.chosen == choice


def test_words_that_are_being_made_ahead_are_not_waited_for() -> None:
    voice = FakeVoice()
    renderer = Room(voice).renderer
    assert not renderer.render_ahead()
    renderer.prewarm(["One.", "Two."])
    voice.is_slow = True
    assert not renderer.render_ahead()
    assert renderer.is_warming
    voice.is_slow = False
    assert renderer.render_ahead()
    assert not renderer.render_ahead()
    assert voice.rendered == ["One.", "Two."]
