"""What the voice's process answers: each question with its own, and a fault for whatever went wrong."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.speech import voice_worker
from app.speech.clip import Clip
from app.speech.errors import VoiceUnavailable
from app.speech.wire import Packet
from app.trouble import Trouble

SAMPLES = np.arange(4, dtype=np.int16)


class Voice:
    """Says what it was told."""

    def __init__(self, note: Trouble | None = None) -> None:
        self.note = note
        self.chosen: list[object] = []
        self.is_prepared = False

    def adjust(self, choice: object) -> None:
        """Keep the choice."""
        self.chosen.append(choice)

    def prepare(self) -> None:
        """Get ready."""
        self.is_prepared = True

    def voices(self) -> list[SimpleNamespace]:
        """Two."""
        return [SimpleNamespace(id="a", name="Anna"), SimpleNamespace(id="b", name="Bert")]

    def render(self, text: str) -> Clip:
        """Sound, or what goes wrong."""
        if text == "no voice":
            raise VoiceUnavailable("no_voice", language="xx")
        if text == "broken":
            raise ValueError("broken")
        return Clip(SAMPLES, 16_000)


CHOICE = {"language": "en", "voice": None, "rate_wpm": 180, "pitch": 50}


@pytest.mark.parametrize(
    ("note", "told"), [(None, None), (Trouble("other_voice", voice="x"), ["other_voice", {"voice": "x"}])]
)
def test_a_choice_is_taken_and_what_there_is_to_say_of_it_told(note: Trouble | None, told: object) -> None:
    voice: Any = Voice(note)
    assert voice_worker._answer(voice, {"choose": CHOICE}).fields == {"note": told}
    assert voice.is_prepared
    assert [(one.language, one.rate_wpm) for one in voice.chosen] == [("en", 180)]


def test_voices_and_sounds_are_answered() -> None:
    voice: Any = Voice()
    assert voice_worker._answer(voice, {"voices": None}).fields == {"voices": [["a", "Anna"], ["b", "Bert"]]}
    sound = voice_worker._answer(voice, {"render": "20 dollars"})
    assert sound.fields == {"sample_rate_hz": 16_000}
    assert bytes(sound.samples) == SAMPLES.tobytes()


def test_each_question_is_answered_with_its_serial_whatever_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = iter([{"serial": 1, "render": "a"}, {"serial": 2, "render": "no voice"}, {"serial": 3, "render": "broken"}])
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(voice_worker, "answer", lambda _, packet: given.append(packet.fields))
    questions: Any = SimpleNamespace(get=lambda: Packet(next(asked)))
    voice: Any = Voice()
    with pytest.raises(StopIteration):
        voice_worker._answer_all(voice, questions, io.BytesIO())
    assert [each["serial"] for each in given] == [1, 2, 3]
    assert given[1]["trouble"] == ["no_voice", {"language": "xx"}]
    assert given[2]["fault"] == "ValueError: broken"
